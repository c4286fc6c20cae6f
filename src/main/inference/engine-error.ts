/**
 * Why an engine could not do its work.
 * - `model_invalid`: the file is not a model that the provider can load.
 * - `model_missing`: there is no such file.
 * - `out_of_memory`: the model does not fit.
 * - `engine_crashed`: the engine process ended; it restarts by itself.
 * - `remote_failed`: a remote provider refused or could not be reached.
 * - `voice_unknown`: no voice of that name.
 * - `context_exceeded`: the prompt does not fit into the model's context.
 * - `unsupported`: the model cannot do what was asked for; `message` says what.
 * - `failed`: anything else; `message` says what.
 */
export type EngineErrorCode =
  | 'model_invalid'
  | 'model_missing'
  | 'out_of_memory'
  | 'engine_crashed'
  | 'remote_failed'
  | 'voice_unknown'
  | 'context_exceeded'
  | 'unsupported'
  | 'failed';

/** A failure of an engine, with a message for people: no stack, no path, no secret. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
