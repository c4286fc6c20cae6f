import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bertForward } from '../../../../tools/embedding/bert-forward.ts';
import { randomBert } from '../../../../tools/embedding/bert-model.ts';
import { pieceIds } from '../../../../tools/embedding/word-pieces.ts';
import { u32 } from '../../../../tools/gguf/gguf-format.ts';
import { MEDIUM_MODEL, randomModel } from '../../../../tools/gguf/test-models.ts';
import { encodeGguf } from '../../../../tools/gguf/write-gguf.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { collect, engineUnderTest, makeModelFolder, tinyModel } from '../engine/engine-under-test.ts';

vi.setConfig({ testTimeout: 120_000 });

const models = makeModelFolder();
let engine: EngineClient;
const embedderOf = (path: string) => engine.embedder({ kind: 'gguf', path });

beforeAll(() => {
  engine = engineUnderTest();
});
afterAll(async () => {
  await engine.dispose();
  await models.remove();
});

const TEXTS = ['the cat sat on a mat.', 'how do i reset my password', 'zebra'];
const POOLED = {
  mean: (rows: number[][]) =>
    rows[0]?.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length) ?? [],
  cls: (rows: number[][]) => rows[0] ?? [],
  last: (rows: number[][]) => rows.at(-1) ?? [],
};

function expectDirection(vector: Float32Array | undefined, direction: number[]): void {
  const length = Math.hypot(...direction);
  expect(vector).toHaveLength(direction.length);
  for (const [i, value] of (vector ?? []).entries())
    expect(value).toBeCloseTo((direction[i] ?? 9) / length, 2);
  expect(vector?.reduce((sum, value, i) => sum + (value * (direction[i] ?? 0)) / length, 0)).toBeGreaterThan(
    0.9999,
  );
}

describe('a GGUF embedding model', () => {
  it.each(Object.keys(POOLED) as (keyof typeof POOLED)[])('pools as its file says: %s', async (pooling) => {
    const model = randomBert({ pooling });
    const embedder = embedderOf(models.write(`bert-${pooling}`, model.file));
    expect(await embedder.info()).toMatchObject({ name: 'Random BERT', dimensions: 32 });
    const { vectors, tokens, truncated } = await embedder.embed({ texts: TEXTS });
    const ids = TEXTS.map((text) => pieceIds(text, model.pieces));
    // The two around each text are the model's own.
    expect({ tokens, truncated }).toEqual({ tokens: ids.flat().length - 2 * TEXTS.length, truncated: 0 });
    for (const [at, vector] of vectors.entries()) {
      expectDirection(vector, POOLED[pooling](bertForward(model, ids[at] ?? [])));
    }
    await embedder.dispose();
  });

  it('reads the beginning of a text that is too long, and counts it', async () => {
    const model = randomBert({ contextTokens: 16 });
    const embedder = embedderOf(models.write('short', model.file));
    const contextTokens = (await embedder.info()).contextTokens ?? 0;
    expect(contextTokens).toBeGreaterThan(8);
    const word = 'cat ';
    const { vectors, truncated } = await embedder.embed({
      texts: [word.repeat(contextTokens), word.repeat(contextTokens + 1), word.repeat(500_000), ''],
    });
    expect(truncated).toBe(2);
    expect(vectors[1]).toEqual(vectors[0]);
    expect(vectors[2]).toEqual(vectors[0]);
    expect(vectors[3]).toHaveLength(32);
  });

  it('gives fewer dimensions when fewer are asked for, with length 1', async () => {
    const embedder = embedderOf(models.write('fewer', randomBert().file));
    const [whole] = (await embedder.embed({ texts: ['the cat'] })).vectors;
    const [part] = (await embedder.embed({ texts: ['the cat'], dimensions: 8 })).vectors;
    expectDirection(part, [...(whole ?? []).slice(0, 8)]);
  });

  it('works beside a language model, and neither is taken for the other', async () => {
    const writer = models.write('writer', tinyModel());
    const reader = models.write('reader', randomBert().file);
    const hello = { messages: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 3 };
    const [answer, embedded] = await Promise.all([
      collect(engine.languageModel({ file: writer }).generate(hello)),
      embedderOf(reader).embed({ texts: TEXTS }),
    ]);
    expect(answer.end?.usage.completionTokens).toBe(3);
    expect(embedded.vectors).toHaveLength(3);
    await expect(embedderOf(writer).info()).rejects.toMatchObject({
      code: 'model_invalid',
      message: 'writer.gguf is a language model and does not turn texts into vectors.',
    });
    await expect(engine.languageModel({ file: reader }).info()).rejects.toMatchObject({
      code: 'model_invalid',
      message: 'reader.gguf turns texts into vectors and cannot write.',
    });
  });

  it('is refused when it ranks, does not pool or pools in an unknown way', async () => {
    const { restarts } = engine.status();
    const refusal = async (name: string, file: Parameters<typeof models.write>[1]) =>
      embedderOf(models.write(name, file))
        .info()
        .catch((error: unknown) => error);
    expect(await refusal('ranks', randomBert({ pooling: 'rank' }).file)).toMatchObject({
      code: 'model_invalid',
      message: 'ranks.gguf ranks texts, and makes neither answers nor vectors.',
    });
    expect(await refusal('tokens', randomBert({ pooling: 'none' }).file)).toMatchObject({
      message: expect.stringContaining('a vector for each token'),
    });
    const { metadata, tensors } = randomBert().file;
    const odd = { metadata: { ...metadata, 'bert.pooling_type': u32(9) }, tensors };
    expect(await refusal('odd', odd)).toMatchObject({
      message: expect.stringContaining('pooling_type is 9'),
    });
    expect(engine.status().restarts).toBe(restarts);
  });
});

describe('a damaged GGUF embedding model', () => {
  const { metadata, tensors } = randomBert().file;
  const notNumbers = tensors.map((tensor) =>
    tensor.name === 'token_embd_norm.weight'
      ? { ...tensor, encode: () => Buffer.from(Float32Array.of(...new Array(32).fill(Number.NaN)).buffer) }
      : tensor,
  );
  const damaged: Record<string, [Parameters<typeof models.write>[1], RegExp]> = {
    'cut-off': [encodeGguf({ metadata, tensors }).slice(0, -500), /is cut off/],
    'not-numbers': [{ metadata, tensors: notNumbers }, /its weights are not numbers/],
    'without-a-tensor': [{ metadata, tensors: tensors.slice(1) }, /cannot be loaded: .*token_embd/],
    'without-a-tokenizer': [
      {
        metadata: Object.fromEntries(
          Object.entries(metadata).filter(([key]) => !key.startsWith('tokenizer')),
        ),
        tensors,
      },
      /has no tokenizer/,
    ],
  };
  it.each(Object.entries(damaged))(
    'is refused with a reason and without harm: %s',
    async (name, [file, why]) => {
      const { restarts } = engine.status();
      const failure = await embedderOf(models.write(name, file))
        .info()
        .catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({ name: 'EngineError', code: 'model_invalid' });
      expect((failure as Error).message).toMatch(why);
      expect((failure as Error).message).not.toContain(models.directory);
      expect(engine.status().restarts).toBe(restarts);
    },
  );
});

describe('a GGUF embedding model that takes the engine down', () => {
  it('is refused after the second time; a turn that was cut off fails clearly and the next one works', async () => {
    const { metadata, tensors } = randomBert().file;
    const harmful = models.write('harmful', {
      metadata: { ...metadata, 'bert.attention.head_count': u32(0) },
      tensors,
    });
    const writer = engine.languageModel({ file: models.write('talks', randomModel(MEDIUM_MODEL)) });
    await writer.info();
    const { restarts } = engine.status();
    const long = { messages: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 2000 };
    const turn = collect(writer.generate(long)).catch((error: unknown) => error);
    const failures: unknown[] = [];
    for (let i = 0; i < 3; i++)
      failures.push(
        await embedderOf(harmful)
          .info()
          .catch((error: unknown) => error),
      );
    expect(failures).toMatchObject([
      { code: 'engine_crashed' },
      { code: 'engine_crashed' },
      { code: 'model_invalid', message: expect.stringContaining('harmful.gguf stopped the engine twice') },
    ]);
    expect(engine.status().restarts).toBe(restarts + 2);
    expect(await turn).toMatchObject({ code: 'engine_crashed' });
    const { end } = await collect(writer.generate({ ...long, maxTokens: 3 }));
    expect(end?.usage.completionTokens).toBe(3);
  });
});
