/** An address that exists was asked with a method that it does not take. */
export class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
  readonly statusCode = 405;

  constructor(allowed: readonly string[]) {
    super(`This address takes ${allowed.join(', ')}`);
  }
}
