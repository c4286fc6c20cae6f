import { z } from 'zod';
import type { RoomMessage } from '../../../domain/rooms/room-message.ts';
import { toBambisleepError } from '../bambisleep-error.ts';
import { toTimestamp } from '../success-body.ts';

const HISTORY_MAX = 50;

export const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth'), token: z.string().min(1).max(4096) }),
  z.object({ type: z.literal('message'), content: z.string() }),
  z.object({
    type: z.literal('history'),
    limit: z.int().min(1).max(HISTORY_MAX).default(HISTORY_MAX),
    before: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal('presence') }),
  z.object({ type: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

interface SaidBody {
  id: string;
  username: string;
  content: string;
  timestamp: string;
}

type ErrorBody = ReturnType<typeof toBambisleepError>;

export type ServerFrame =
  | { type: 'auth_ok'; user: { id: string; username: string } }
  | ({ type: 'message' } & SaidBody)
  /** To the connection that said something: it is kept, and was told to the others. */
  | { type: 'sent'; id: string; timestamp: string }
  | { type: 'history'; messages: SaidBody[]; hasMore: boolean }
  | { type: 'presence'; users: string[] }
  | { type: 'pong' }
  | ({ type: 'error' } & ErrorBody);

export function errorFrame(error: unknown): ServerFrame {
  return { type: 'error', ...toBambisleepError(error) };
}

export function toSaid({ id, username, content, createdAtMs }: RoomMessage): SaidBody {
  return { id, username, content, timestamp: toTimestamp(createdAtMs) };
}
