import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '../engine-error.ts';

/** @throws EngineError when the file is missing or does not look like GGUF. */
export async function checkGguf(file: string): Promise<void> {
  const name = basename(file);
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new EngineError('model_missing', `There is no model file ${name}.`);
    throw new EngineError('model_invalid', `${name} cannot be read (${error.code}).`);
  });
  try {
    const head = Buffer.alloc(4);
    await handle.read(head, 0, 4, 0);
    if (head.toString('latin1') !== 'GGUF') {
      throw new EngineError('model_invalid', `${name} is not a GGUF model file.`);
    }
  } finally {
    await handle.close();
  }
}
