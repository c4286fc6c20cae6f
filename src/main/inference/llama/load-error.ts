import { basename } from 'node:path';
import { InsufficientMemoryError } from 'node-llama-cpp';
import { EngineError } from '../engine-error.ts';

/** Says in plain words why a model file could not be loaded. `complaints` is what llama.cpp logged meanwhile. */
export function loadError(error: unknown, file: string, complaints: readonly string[]): EngineError {
  if (error instanceof EngineError) return error;
  const name = basename(file);
  const message = error instanceof Error ? error.message : String(error);
  const all = [message, ...complaints].join('\n');
  if (
    error instanceof InsufficientMemoryError ||
    /insufficient memory|out of memory|failed to allocate/i.test(all)
  ) {
    return new EngineError('out_of_memory', `${name} needs more memory than there is.`, { cause: error });
  }
  const reason = complaints.map(plainReason).find((line) => line !== undefined);
  return new EngineError('model_invalid', `${name} cannot be loaded: ${reason ?? plain(message, file)}.`, {
    cause: error,
  });
}

/** llama.cpp writes `function: error loading model: reason`, and the reason is what a person can use. */
function plainReason(line: string): string | undefined {
  return /error loading model[^:]*: (.+)$/m.exec(line)?.[1]?.replace(/[.\s]+$/, '');
}

function plain(message: string, file: string): string {
  return message.replaceAll(file, basename(file)).replace(/[.\s]+$/, '');
}
