import { z } from 'zod';

export const outboxMessage = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** What the recipient needs, also by itself. */
  token: z.string(),
  attempts: z.number().int(),
  /** What the mail server, or the way to it, said last. */
  last_error: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.string(),
});
export const outboxList = z.object({ messages: z.array(outboxMessage) });
export type OutboxMessageBody = z.infer<typeof outboxMessage>;
