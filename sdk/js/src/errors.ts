/**
 * What went wrong. `code` is the server's (`character_not_found`, `rate_limit_exceeded`, …), or one of these, which
 * this library makes itself:
 * - `unreachable`: no connection to the server.
 * - `timeout`: no answer in time.
 * - `answer_lost`: the connection broke while an answer was coming, and the server has it no more.
 * - `closed`: the client was closed.
 */
export class TomoError extends Error {
  override readonly name = 'TomoError';
  readonly code: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** When it may be tried again, where the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    more: {
      status?: number;
      details?: Record<string, unknown>;
      retryAfterMs?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 0;
    this.details = more.details ?? {};
    this.retryAfterMs = more.retryAfterMs;
  }
}
