export type AvatarLoadErrorCode =
  | 'not_a_model'
  | 'damaged'
  | 'no_humanoid'
  | 'unsupported'
  | 'too_large'
  | 'fetch_failed';

/** A character that could not be loaded. `message` is one plain sentence or two for the person who chose it. */
export class AvatarLoadError extends Error {
  override readonly name = 'AvatarLoadError';
  readonly code: AvatarLoadErrorCode;

  constructor(code: AvatarLoadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
