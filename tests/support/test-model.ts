import { join } from 'node:path';
import { inject } from 'vitest';

/** The path of a model that this test run made, e.g. `talker` or `damaged/text-file`. */
export function testModel(name: string): string {
  return join(inject('modelDirectory'), `${name}.gguf`);
}
