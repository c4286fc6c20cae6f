/**
 * Computes with llama.cpp what a fixture says the training code computed, and prints it as JSON in the fixture's shape,
 * with the probabilities of the fixture's tokens.
 *
 *   node tools/starter/export/compute-reference.ts MODEL.gguf FIXTURE.json
 */
import { readFileSync } from 'node:fs';
import { getLlama, LlamaLogLevel, type Token } from 'node-llama-cpp';
import { logSumExp, type PromptReference, type ReferenceFixture } from './reference-fixture.ts';

const [modelPath, fixturePath] = process.argv.slice(2);
if (!modelPath || !fixturePath) throw new TypeError('usage: compute-reference.ts MODEL.gguf FIXTURE.json');
const fixture = JSON.parse(readFileSync(fixturePath, 'utf8')) as ReferenceFixture;

const llama = await getLlama({ build: 'never', gpu: false, logLevel: LlamaLogLevel.disabled });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 1024, threads: 1 });
const sequence = context.getSequence();

const prompts: PromptReference[] = [];
for (const { text, ids, logProbabilities } of fixture.prompts) {
  await sequence.clearHistory();
  const last = ids.length - 1;
  const input = ids.map((id, i) => {
    const token = id as Token;
    return i === last ? ([token, { generateNext: { logits: true } }] as [Token, object]) : token;
  });
  const logits = (await sequence.controlledEvaluate(input))[last]?.next.logits;
  if (!logits) throw new Error('llama.cpp gave no logits');
  const offset = logSumExp([...logits.values()]);
  prompts.push({
    text,
    ids: model.tokenize(text, true),
    logProbabilities: logProbabilities.map(([id]) => [id, (logits.get(id as Token) ?? Number.NaN) - offset]),
  });
}
const tokenized = fixture.tokenized.map(({ text }) => ({ text, ids: model.tokenize(text, true) }));
process.stdout.write(JSON.stringify({ tokenized, prompts } satisfies ReferenceFixture), () =>
  process.exit(0),
);
