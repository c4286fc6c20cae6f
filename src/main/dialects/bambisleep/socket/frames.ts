import type { RawData } from 'ws';
import { z } from 'zod';
import { DomainError } from '../../../domain/domain-error.ts';
import type { RoomMessage } from '../../../domain/rooms/room-message.ts';
import { toBambisleepError } from '../bambisleep-error.ts';
import { toTimestamp } from '../success-body.ts';

const HISTORY_MAX = 50;

const clientFrame = z.discriminatedUnion('type', [
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

/** @throws DomainError `invalid` */
export function parseFrame(data: RawData, isBinary: boolean): ClientFrame {
  if (isBinary) throw new DomainError('invalid', 'Frames are text: one JSON object each');
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    throw new DomainError('invalid', 'The frame is not valid JSON');
  }
  const parsed = clientFrame.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const where = field === '' ? '' : `'${field}': `;
  throw new DomainError('invalid', `The frame is not valid: ${where}${issue?.message}`);
}

export function errorFrame(error: unknown): ServerFrame {
  return { type: 'error', ...toBambisleepError(error) };
}

export function toSaid({ id, username, content, createdAtMs }: RoomMessage): SaidBody {
  return { id, username, content, timestamp: toTimestamp(createdAtMs) };
}
