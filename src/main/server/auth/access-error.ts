/**
 * A request that was refused at the door.
 * - `unauthenticated`: no key, or not one that is known (401).
 * - `forbidden_host`, `forbidden_origin`: the `Host` or `Origin` header is not allowed (403).
 */
export type AccessErrorCode = 'unauthenticated' | 'forbidden_host' | 'forbidden_origin';

export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;
  readonly statusCode: 401 | 403;

  constructor(code: AccessErrorCode, message: string) {
    super(message);
    this.code = code;
    this.statusCode = code === 'unauthenticated' ? 401 : 403;
  }
}
