/**
 * Writes models for trying things out: random weights, fixed answers, damaged files, and files that end the process
 * that opens them. No weights of anyone are needed, and the same files come out every time.
 *
 *   node tools/gguf/make-test-models.ts OUTDIR
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHAT_FAMILIES, type ChatFamilyName } from './chat-families.ts';
import { damagedModels } from './damaged-models.ts';
import { hostileModels } from './hostile-models.ts';
import { ENDLESS_REPLY, MEDIUM_MODEL, randomModel, talkerModel } from './test-models.ts';
import { writeGguf } from './write-gguf.ts';

const [directory] = process.argv.slice(2);
if (!directory) {
  console.error('usage: node tools/gguf/make-test-models.ts OUTDIR');
  process.exit(2);
}
for (const folder of ['damaged', 'hostile']) mkdirSync(join(directory, folder), { recursive: true });

const good = {
  ...Object.fromEntries(
    (Object.keys(CHAT_FAMILIES) as ChatFamilyName[]).map((family) => [
      `random-${family}`,
      randomModel({ family }),
    ]),
  ),
  'random-q8': randomModel({ type: 'q8_0' }),
  'random-medium': randomModel({ ...MEDIUM_MODEL, contextTokens: 4096 }),
  talker: talkerModel({ reply: '[happy] Hello there! [wave] I am a test model. How are you today?' }),
  'talker-endless': talkerModel({ reply: ENDLESS_REPLY, endless: true }),
};
for (const [name, model] of Object.entries(good)) writeGguf(join(directory, `${name}.gguf`), model);
for (const [name, bytes] of Object.entries(damagedModels())) {
  writeFileSync(join(directory, 'damaged', `${name}.gguf`), bytes);
}
for (const [name, { file }] of Object.entries(hostileModels())) {
  writeGguf(join(directory, 'hostile', `${name}.gguf`), file);
}
