/**
 * Compares models by what strangers wrote, read by people who don't know whose answers they read.
 *
 *   node tools/starter/eval/run-blind.ts --out DIR --models OLD.gguf,NEW.gguf STRANGERS.json ...
 *   node tools/starter/eval/run-blind.ts --out DIR
 *
 * The first asks the models and writes DIR/reader-N.json, one for each reader, and DIR/key.json. Each reader writes
 * DIR/verdicts-N.json: {"ID": "yes" | "partly" | "no"}, whether the talk of this id makes sense. The second counts them.
 * STRANGERS.json: {"single": ["a message", ...], "talks": [["first message", "next", ...], ...]}.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openLlamaBackend } from '../../../src/main/inference/llama/llama-backend.ts';
import { LlamaLanguageModel } from '../../../src/main/inference/llama/llama-language-model.ts';
import { askItem } from './ask-item.ts';
import { blinded, strangersSchema, type Talk, tally, verdictsSchema } from './blind.ts';
import { type EvalItem, messagesOf } from './eval-item.ts';

const READERS = 3;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, models: { type: 'string' } },
});
if (options.out === undefined) throw new Error('--out DIR is missing');
const out = options.out;
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

if (options.models === undefined) {
  const key = z.record(z.string(), z.string()).parse(read(join(out, 'key.json')));
  const files = readdirSync(out).filter((name) => /^verdicts-\d+\.json$/.test(name));
  const verdicts = Object.assign({}, ...files.map((file) => verdictsSchema.parse(read(join(out, file)))));
  console.log(`${Object.keys(verdicts).length} of ${Object.keys(key).length} talks were judged`);
  for (const [model, { yes, partly, no }] of tally(key, verdicts))
    console.log(`${model}: ${yes} make sense, ${partly} partly, ${no} not`);
  process.exit(0);
}

const strangers = positionals.map((file) => strangersSchema.parse(read(file)));
const messages = strangers.flatMap(({ single, talks }) => [...single.map((said) => [said]), ...talks]);
const backend = await openLlamaBackend('off');
const talks = new Map<string, Talk[]>();
for (const file of options.models.split(',')) {
  const model = await LlamaLanguageModel.load(backend, { file });
  const held: Talk[] = [];
  for (const said of messages) held.push(await talk(model, said));
  await model.dispose();
  talks.set(basename(file), held);
}
const { readers, key } = blinded(talks, READERS, messages.length);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'key.json'), JSON.stringify(key));
for (const [n, items] of readers.entries())
  writeFileSync(join(out, `reader-${n + 1}.json`), `${JSON.stringify(items, null, 1)}\n`);
console.log(`${messages.length} talks of ${talks.size} models for ${READERS} readers in ${out}`);
process.exit(0);

async function talk(model: LlamaLanguageModel, says: readonly string[]): Promise<Talk> {
  const item: EvalItem = { category: 'strangers', lang: 'en', expect: {}, messages: messagesOf(says) };
  const { conversation, answer } = await askItem(model, item, 0, { temperature: 0.3, topP: 0.9 });
  const answers = conversation.filter(({ role }) => role === 'assistant').map(({ content }) => content);
  return [...answers, answer.text].map((text, i) => ({ said: says[i] ?? '', answer: text }));
}
