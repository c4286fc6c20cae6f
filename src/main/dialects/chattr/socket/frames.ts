import { z } from 'zod';
import { characterName, type media, type metadata, sessionId } from '../chat/message-body.ts';
import { toChattrError } from '../chattr-error.ts';

export const clientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('auth'),
    token: z.string().min(1).max(4096),
    session_id: sessionId.nullish(),
  }),
  z.object({
    type: z.literal('message'),
    character_id: characterName.nullish(),
    content: z.string(),
    metadata: z.object({ user_name: z.string().max(100).nullish() }).nullish(),
  }),
  /** That the user writes; there is nobody here who would wait for it. */
  z.object({ type: z.literal('typing') }),
]);

type ClientFrame = z.infer<typeof clientFrame>;
export type AuthFrame = Extract<ClientFrame, { type: 'auth' }>;
export type MessageFrame = Extract<ClientFrame, { type: 'message' }>;

export type ServerFrame =
  | { type: 'auth_ok'; session_id: string | null }
  | { type: 'typing'; character_id: string; is_typing: boolean }
  | {
      type: 'response';
      character_id: string;
      session_id: string;
      message_id: string;
      content: string;
      timestamp: string;
      media: z.infer<typeof media>;
      metadata: z.infer<typeof metadata>;
    }
  | { type: 'error'; code: string; message: string; retry_after_seconds?: number };

export function errorFrame(error: unknown): Extract<ServerFrame, { type: 'error' }> {
  const { code, message, details } = toChattrError(error);
  const seconds = details.retry_after_seconds;
  return {
    type: 'error',
    code,
    message,
    ...(typeof seconds === 'number' ? { retry_after_seconds: seconds } : {}),
  };
}
