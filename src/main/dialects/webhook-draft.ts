import { z } from 'zod';

const EVENTS_MAX = 20;

/** What clients say of a webhook that they register, the same on every platform that has them. */
export function webhookDraftOf<Event extends z.ZodType>(event: Event) {
  return z.object({
    url: z.string().max(2_000).describe('https or http; a public address, unless the owner allowed its host'),
    events: z.array(event).min(1).max(EVENTS_MAX),
    secret: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe(
        'What deliveries are signed with; it is never shown. One that is left out is made, and shown once',
      ),
  });
}
