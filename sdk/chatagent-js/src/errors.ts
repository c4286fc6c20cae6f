/**
 * What went wrong. `code` is the server's (`VALIDATION_ERROR`, `NOT_FOUND`, …), or one of these, which this library
 * makes itself:
 * - `UNREACHABLE`: no connection to the server.
 * - `TIMEOUT`: no answer in time.
 * - `CLOSED`: the connection to a conversation ended.
 * - `UNKNOWN`: the server answered with something else than the API's words.
 */
export class ChatAgentError extends Error {
  override readonly name = 'ChatAgentError';
  readonly code: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** What whoever looks after the server finds it by; null where the server did not answer. */
  readonly requestId: string | null;
  /** When it may be tried again, where the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    more: {
      status?: number;
      details?: Record<string, unknown>;
      requestId?: string | null;
      retryAfterMs?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 0;
    this.details = more.details ?? {};
    this.requestId = more.requestId ?? null;
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** The error in an answer or a frame. */
export function errorFrom(
  body: unknown,
  more: { status?: number; requestId?: string | null; retryAfterMs?: number | undefined } = {},
): ChatAgentError {
  const { error, request_id: requestId } = (body ?? {}) as { error?: unknown; request_id?: unknown };
  const { code, message, details } = (error ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new ChatAgentError('UNKNOWN', `The server answered ${more.status ?? 'something unknown'}`, more);
  }
  return new ChatAgentError(code, message, {
    ...more,
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(typeof details === 'object' && details !== null
      ? { details: details as Record<string, unknown> }
      : {}),
  });
}
