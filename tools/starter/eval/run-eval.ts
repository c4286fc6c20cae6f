/**
 * Judges the starter model by the held-out prompts of this folder.
 *
 *   npm run eval:starter -- [--model FILE] [--greedy] [--samples N] [--only CATEGORY] [--show N] [--failures] [--write]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLlamaBackend } from '../../../src/main/inference/llama/llama-backend.ts';
import { LlamaLanguageModel } from '../../../src/main/inference/llama/llama-language-model.ts';
import { seededRandom } from '../../gguf/seeded-random.ts';
import { checkAnswer } from './answer-checks.ts';
import { askItem, type Sampling } from './ask-item.ts';
import { readEvalItems } from './eval-item.ts';
import { evaluationPage, isOfStranger, STRANGER } from './evaluation-page.ts';
import { categoryRows, countRow, type JudgedAnswer, markdownTable, transcript } from './evaluation-table.ts';
import { inTalk } from './in-talk.ts';
import { readLexicon } from './lexicon.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: join(ROOT, 'resources/models/tomo-starter.gguf') },
    greedy: { type: 'boolean', default: false },
    samples: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '0' },
    failures: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const written = readEvalItems(import.meta.dirname);
const items = [...written, ...inTalk(written, STRANGER)].filter(({ category }) =>
  category.startsWith(options.only),
);
const lexicon = readLexicon(join(import.meta.dirname, '../corpus'));
const samples = Number(options.samples);
// What the app uses when nobody has chosen otherwise.
const sampling: Sampling = { temperature: options.greedy ? 0 : 0.3, topP: 0.9 };

const loadStartMs = performance.now();
const backend = await openLlamaBackend('off');
const model = await LlamaLanguageModel.load(backend, { file: options.model });
const info = await model.info();
console.log(`${info.name} loaded in ${Math.round(performance.now() - loadStartMs)} ms`);
console.log(`${items.length} items, ${samples} answers each, ${JSON.stringify(sampling)}\n`);

const judged: JudgedAnswer[] = [];
for (let sample = 0; sample < samples; sample++) {
  for (const item of items) {
    const asked = await askItem(model, item, sample, sampling);
    judged.push({ ...asked, failures: checkAnswer(item, asked.answer, lexicon) });
  }
}
await model.dispose();

const heldOut = judged.filter(({ item }) => !isOfStranger(item));
const english = heldOut.filter(({ item }) => item.lang === 'en');
const others = heldOut.filter(({ item }) => item.lang !== 'en');
const totals = [
  countRow('all English', english),
  { ...countRow('all others', others), lang: 'other' },
].filter(({ answers }) => answers > 0);
const rows = categoryRows(judged);
console.log(`${markdownTable(rows)}\n\n${markdownTable(totals)}\n`);
console.log(speedLine(judged));

const random = seededRandom(7);
const shuffled = judged.map((answer) => ({ answer, key: random() })).sort((a, b) => a.key - b.key);
for (const { answer } of shuffled.slice(0, Number(options.show))) console.log(`\n${transcript(answer)}`);
if (options.failures) {
  for (const answer of judged.filter(({ failures }) => failures.length > 0))
    console.log(`\n${transcript(answer)}`);
}
if (options.write) {
  const { name: modelName, parameters } = info;
  const page = evaluationPage({ modelName, parameters, sampling, samples, judged, rows, totals });
  writeFileSync(join(ROOT, 'docs/starter-evaluation.md'), page);
}
process.exit(0);

function speedLine(answers: readonly JudgedAnswer[]): string {
  const at = (numbers: number[], share: number) =>
    Math.round(numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN);
  const first = answers.map(({ firstTextMs }) => firstTextMs);
  const total = answers.map(({ totalMs }) => totalMs);
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens, 0);
  const seconds = total.reduce((sum, ms) => sum + ms, 0) / 1000;
  return (
    `first text after ${at(first, 0.5)} ms (median) and ${at(first, 0.95)} ms (95 %), ` +
    `whole answer after ${at(total, 0.5)} ms and ${at(total, 0.95)} ms, ${Math.round(tokens / seconds)} tokens/s`
  );
}
