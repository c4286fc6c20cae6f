/**
 * A request that was refused at the door.
 * - `unauthenticated`: no key, or not one that is known (401).
 * - `forbidden_host`, `forbidden_origin`: the `Host` or `Origin` header is not allowed (403).
 * - `forbidden`: this account, or this key of it, may not do it (403).
 * - `rate_limited`: too many requests (429).
 */
export type AccessErrorCode =
  | 'unauthenticated'
  | 'forbidden_host'
  | 'forbidden_origin'
  | 'forbidden'
  | 'rate_limited';

export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;
  readonly statusCode: 401 | 403 | 429;
  /** Of `rate_limited`: when it may be tried again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AccessErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.statusCode = STATUS[code];
  }
}

const STATUS = {
  unauthenticated: 401,
  forbidden_host: 403,
  forbidden_origin: 403,
  forbidden: 403,
  rate_limited: 429,
} as const satisfies Record<AccessErrorCode, number>;
