import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damagedModels } from '../../tools/gguf/damaged-models.ts';
import { hostileModels } from '../../tools/gguf/hostile-models.ts';
import { randomModel, talkerModel } from '../../tools/gguf/test-models.ts';
import { writeGguf } from '../../tools/gguf/write-gguf.ts';

/** What `talker.gguf` answers, whatever it is asked, and the same without its tags. */
export const TALKER_TEXT = 'Hello there! I am a test model. How are you today?';
const TALKER_REPLY = '[happy] Hello there! [wave] I am a test model. How are you today?';

/**
 * Writes the models that the whole-system tests run on: `talker`, `talker-endless`, `random`, and those in `damaged/`
 * and `hostile/`, each as NAME.gguf.
 */
export function makeModels(directory: string): void {
  for (const folder of ['damaged', 'hostile']) mkdirSync(join(directory, folder), { recursive: true });
  writeGguf(join(directory, 'talker.gguf'), talkerModel({ reply: TALKER_REPLY }));
  writeGguf(
    join(directory, 'talker-endless.gguf'),
    talkerModel({ reply: ' and on it goes,', endless: true }),
  );
  writeGguf(join(directory, 'random.gguf'), randomModel());
  for (const [name, bytes] of Object.entries(damagedModels())) {
    writeFileSync(join(directory, 'damaged', `${name}.gguf`), bytes);
  }
  for (const [name, { file }] of Object.entries(hostileModels())) {
    writeGguf(join(directory, 'hostile', `${name}.gguf`), file);
  }
}
