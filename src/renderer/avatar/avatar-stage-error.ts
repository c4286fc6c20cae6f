/** The stage cannot draw at all. `message` is for people. */
export class AvatarStageError extends Error {
  override readonly name = 'AvatarStageError';
  readonly code: 'webgl_unavailable' | 'disposed';

  constructor(code: AvatarStageError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
