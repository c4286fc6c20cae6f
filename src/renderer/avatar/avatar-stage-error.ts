/** The stage cannot draw at all: there is no WebGL 2. `message` is for people. */
export class AvatarStageError extends Error {
  override readonly name = 'AvatarStageError';
}
