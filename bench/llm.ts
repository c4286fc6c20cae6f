import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { createEngineClient } from '../src/main/inference/engine/engine-client.ts';
import { forkEngine } from '../src/main/inference/engine/fork-engine.ts';
import { MEDIUM_MODEL, randomModel } from '../tools/gguf/test-models.ts';
import { writeGguf } from '../tools/gguf/write-gguf.ts';
import type { BenchTable } from './bench-table.ts';
import { median } from './statistics.ts';

const ENGINE_ENTRY = fileURLToPath(new URL('../src/main/engine.ts', import.meta.url));
const ROUNDS = 9;
const TOKENS = 256;
const SAMPLING = { temperature: 0.7, topP: 0.95, seed: 7 };
const PROMPT = 'Tell me a long story about a fox.';

interface Sample {
  tokensPerSecond: number;
  firstTokenMs: number;
}

/** Weights are random, so the speed is real and the text is not. */
const MODELS = {
  '5 M parameters, 16 bit': randomModel({
    embedding: 256,
    feedForward: 704,
    layers: 5,
    heads: 4,
    kvHeads: 2,
    vocabulary: 4096,
  }),
  '26 M parameters, 8 bit': randomModel(MEDIUM_MODEL),
};

/** Tokens per second through the engine's client against a bare node-llama-cpp loop in this process, in turns. */
export async function run(): Promise<BenchTable> {
  const directory = await mkdtemp(join(tmpdir(), 'tomo-bench-'));
  const rows: string[][] = [];
  try {
    for (const [name, model] of Object.entries(MODELS)) {
      const file = join(directory, 'model.gguf');
      writeGguf(file, model);
      const { bare, ours } = await compare(file);
      const rate = (samples: Sample[]) => median(samples.map(({ tokensPerSecond }) => tokensPerSecond));
      const first = (samples: Sample[]) => median(samples.map(({ firstTokenMs }) => firstTokenMs));
      const ratios = ours.map(
        (sample, i) => sample.tokensPerSecond / (bare[i]?.tokensPerSecond ?? Number.NaN),
      );
      rows.push([
        name,
        rate(bare).toFixed(0),
        rate(ours).toFixed(0),
        `${(100 * median(ratios)).toFixed(1)} %`,
        first(bare).toFixed(1),
        first(ours).toFixed(1),
      ]);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return {
    name: 'llm',
    note: `${TOKENS} tokens, ${ROUNDS} rounds in turns, medians; the ratio is the median of each round's. One thread, no GPU. The bare loop asks node-llama-cpp for tokens in the same process and makes text of them; ours streams text from the engine process.`,
    columns: [
      'model',
      'bare tokens/s',
      'ours tokens/s',
      'ratio',
      'bare first token ms',
      'our first token ms',
    ],
    rows,
  };
}

async function compare(file: string): Promise<{ bare: Sample[]; ours: Sample[] }> {
  const engine = createEngineClient({
    spawn: () => forkEngine(ENGINE_ENTRY, () => {}),
    logger: { info() {}, warn() {}, error: (details, message) => console.error(message, details) },
  });
  const model = engine.languageModel({ file, gpu: 'off' });
  const ourSample = () => timed(textsOf(model));
  const bareLoop = await openBareLoop(file);
  const bare: Sample[] = [];
  const ours: Sample[] = [];
  try {
    await bareLoop.sample();
    await ourSample();
    for (let round = 0; round < ROUNDS; round++) {
      // Whoever goes second may find a warmer machine, so they change places.
      if (round % 2 === 0) bare.push(await bareLoop.sample());
      ours.push(await ourSample());
      if (round % 2 === 1) bare.push(await bareLoop.sample());
    }
  } finally {
    await bareLoop.dispose();
    await engine.dispose();
  }
  return { bare, ours };
}

async function* textsOf(
  model: ReturnType<ReturnType<typeof createEngineClient>['languageModel']>,
): AsyncGenerator<number> {
  const request = { messages: [{ role: 'user' as const, content: PROMPT }], maxTokens: TOKENS, ...SAMPLING };
  for await (const event of model.generate(request)) {
    yield event.type === 'end' ? event.usage.completionTokens : 0;
  }
}

async function openBareLoop(file: string) {
  const llama = await getLlama({
    build: 'never',
    gpu: false,
    maxThreads: 1,
    logLevel: LlamaLogLevel.disabled,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: 2048, threads: 1 });
  const sequence = context.getSequence();
  const prompt = model.tokenize(`<|im_start|>user\n${PROMPT}<|im_end|>\n<|im_start|>assistant\n`, true);
  async function* texts(): AsyncGenerator<number> {
    let tokens = 0;
    for await (const token of sequence.evaluate(prompt, SAMPLING)) {
      model.detokenize([token]);
      tokens += 1;
      if (tokens >= TOKENS) break;
      yield 0;
    }
    yield tokens;
  }
  return {
    sample: async () => {
      await sequence.clearHistory();
      return timed(texts());
    },
    dispose: async () => {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}

/** Reads a stream whose last value is its number of tokens. */
async function timed(stream: AsyncIterable<number>): Promise<Sample> {
  const startMs = performance.now();
  let firstMs: number | undefined;
  let tokens = 0;
  for await (const count of stream) {
    firstMs ??= performance.now();
    tokens = count;
  }
  const endMs = performance.now();
  return {
    firstTokenMs: (firstMs ?? endMs) - startMs,
    tokensPerSecond: ((tokens - 1) / (endMs - (firstMs ?? startMs))) * 1000,
  };
}
