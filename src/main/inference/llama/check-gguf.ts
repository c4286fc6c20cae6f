import { closeSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { EngineError } from '../engine-error.ts';
import type { ModelKind } from '../model-kind.ts';
import { EndOfFile, FileReader } from './file-reader.ts';
import { type GgufHeader, MalformedGguf, readGgufHeader } from './gguf-header.ts';
import { ggufKind } from './gguf-kind.ts';

/** @throws EngineError also when the file is a model of the other kind */
export async function requireGguf(file: string, kind: ModelKind): Promise<void> {
  if ((await checkGguf(file)) === kind) return;
  const why =
    kind === 'language'
      ? 'turns texts into vectors and cannot write'
      : 'is a language model and does not turn texts into vectors';
  throw new EngineError('model_invalid', `${basename(file)} ${why}.`);
}

/**
 * Looks at a model file before native code does: most damaged files are told apart here, with a reason.
 * @returns what the model is for
 * @throws EngineError `model_missing` or `model_invalid`, naming the file without its directory
 */
export async function checkGguf(file: string): Promise<ModelKind> {
  const name = basename(file);
  const fd = openModel(file, name);
  try {
    const reader = new FileReader(fd);
    if (reader.sizeBytes === 0) throw new MalformedGguf('is empty');
    const header = readGgufHeader(reader);
    requireModel(header);
    if (header.endBytes > reader.sizeBytes) {
      throw new MalformedGguf(
        `is cut off: it has ${reader.sizeBytes} of at least ${header.endBytes} bytes. It may not have been downloaded completely`,
      );
    }
    return ggufKind(header);
  } catch (error) {
    if (error instanceof MalformedGguf) throw new EngineError('model_invalid', `${name} ${error.message}.`);
    if (error instanceof EndOfFile) {
      throw new EngineError('model_invalid', `${name} is cut off: it ends in the middle of its header.`);
    }
    throw new EngineError('model_invalid', `${name} cannot be read${errorCode(error)}.`, { cause: error });
  } finally {
    closeSync(fd);
  }
}

function openModel(file: string, name: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EngineError('model_missing', `There is no model file ${name}.`, { cause: error });
    }
    throw new EngineError('model_invalid', `${name} cannot be read${errorCode(error)}.`, { cause: error });
  }
}

/** llama.cpp asserts some of these instead of checking them, which would end the engine. */
function requireModel({ metadata }: GgufHeader): void {
  const architecture = metadata.get('general.architecture');
  if (typeof architecture !== 'string') throw new MalformedGguf('does not say which kind of model it is');
  if (metadata.get('general.type') === 'adapter')
    throw new MalformedGguf('is an adapter and not a whole model');
  if (typeof metadata.get('tokenizer.ggml.model') !== 'string') throw new MalformedGguf('has no tokenizer');
  for (const key of ['block_count', 'embedding_length', 'context_length']) {
    const value = metadata.get(`${architecture}.${key}`);
    if (typeof value === 'number' && (value < 1 || value > 2 ** 30)) {
      throw new MalformedGguf(`is damaged: its ${key} is ${value}`);
    }
  }
}

function errorCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code ? ` (${code})` : '';
}
