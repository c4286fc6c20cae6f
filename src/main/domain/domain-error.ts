/**
 * Why the domain refused. Each protocol translates it once into its own shape.
 * - `not_found`: there is no such thing for this account; `details.resource` names its kind.
 * - `invalid`: the request makes no sense; `message` says what would.
 * - `too_large`: more than is taken.
 * - `conflict`: what is there does not allow it now.
 * - `unauthenticated`: whoever asks has not shown who they are.
 * - `forbidden`: this account may not do it.
 */
export type DomainErrorCode =
  | 'not_found'
  | 'invalid'
  | 'too_large'
  | 'conflict'
  | 'unauthenticated'
  | 'forbidden';

export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: DomainErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** @param resource as in the native API: `character`, `conversation`, … */
export function notFound(resource: string, id: string): DomainError {
  return new DomainError('not_found', `The requested ${resource.replaceAll('_', ' ')} does not exist`, {
    resource,
    [`${resource}_id`]: id,
  });
}
