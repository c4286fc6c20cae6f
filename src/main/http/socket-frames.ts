import type { RawData, WebSocket } from 'ws';
import type { z } from 'zod';
import { DomainError } from '../domain/domain-error.ts';

const CLOSE_TOO_SLOW = 4408;
const UNREAD_BYTES_MAX = 4 * 1024 ** 2;

/** What a client has sent: one JSON object of the schema. @throws DomainError `invalid` */
export function readFrame<Frame>(schema: z.ZodType<Frame>, data: RawData, isBinary: boolean): Frame {
  if (isBinary) throw new DomainError('invalid', 'Frames are text: one JSON object each');
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    throw new DomainError('invalid', 'The frame is not valid JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const what = field === '' ? '' : `'${field}': `;
  throw new DomainError(
    'invalid',
    `The frame is not valid: ${what}${issue?.message}`,
    field === '' ? {} : { field },
  );
}

/** Sends one JSON object; lets go of a client that does not read: the memory is the server's. */
export function sendFrame(socket: WebSocket, frame: object, unreadBytesMax = UNREAD_BYTES_MAX): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > unreadBytesMax) {
    socket.close(CLOSE_TOO_SLOW, 'the client does not read');
    socket.terminate();
    return;
  }
  socket.send(JSON.stringify(frame));
}
