import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damagedModels } from '../../tools/gguf/damaged-models.ts';
import { hostileModels } from '../../tools/gguf/hostile-models.ts';
import { ENDLESS_REPLY, randomModel, talkerModel } from '../../tools/gguf/test-models.ts';
import { writeGguf } from '../../tools/gguf/write-gguf.ts';

/** What `talker.gguf` answers, whatever it is asked, and the same without its tags. */
export const TALKER_TEXT = 'Hello there! I am a test model. How are you today?';
const TALKER_REPLY = '[happy] Hello there! [wave] I am a test model. How are you today?';

/** What `storyteller.gguf` answers: three clauses that take some ten seconds each to hear. */
export const STORY_CLAUSES = [
  'Once upon a time a small grey fox lived alone in a hollow tree where a quiet forest ends and a wide river begins to turn toward some distant blue mountains.',
  ' Every evening it walked down to its favourite stone and counted all those boats that came home with nets full of silver fish before darkness fell on water.',
  ' One day an old fisherman waved at our fox and asked whether it would like to sail along with him and see what lies behind those mountains before winter comes.',
];

/**
 * Writes the models that the whole-system tests run on: `talker`, `talker-endless`, `storyteller`, `random`, and those
 * in `damaged/` and `hostile/`, each as NAME.gguf.
 */
export function makeModels(directory: string): void {
  for (const folder of ['damaged', 'hostile']) mkdirSync(join(directory, folder), { recursive: true });
  writeGguf(join(directory, 'talker.gguf'), talkerModel({ reply: TALKER_REPLY }));
  writeGguf(
    join(directory, 'talker-endless.gguf'),
    // Large enough to be still writing when a test that had to wait for the processor interrupts it.
    talkerModel({ reply: ENDLESS_REPLY, endless: true, layers: 12, feedForward: 1024 }),
  );
  writeGguf(join(directory, 'storyteller.gguf'), talkerModel({ reply: STORY_CLAUSES.join('') }));
  writeGguf(join(directory, 'random.gguf'), randomModel());
  for (const [name, bytes] of Object.entries(damagedModels())) {
    writeFileSync(join(directory, 'damaged', `${name}.gguf`), bytes);
  }
  for (const [name, { file }] of Object.entries(hostileModels())) {
    writeGguf(join(directory, 'hostile', `${name}.gguf`), file);
  }
}
