import { ApiError, UnreachableError } from '../../api/http-client.ts';
import { reasonOf } from '../../api/reason-of.ts';
import type { ChatFailure } from './chat-entry.ts';

/** Any failure of a request, as the conversation shows it. */
export function toChatFailure(error: unknown): ChatFailure {
  if (error instanceof ApiError) return { code: error.code, message: error.message };
  const code = error instanceof UnreachableError ? 'unreachable' : 'unknown';
  return { code, message: reasonOf(error) };
}
