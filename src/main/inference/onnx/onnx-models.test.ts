import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOnnxEmbedder,
  type OnnxEmbedder,
  type OnnxEmbedderOptions,
  writeOnnxEmbedder,
} from '../../../../tools/embedding/onnx-embedder.ts';
import { pieceIds } from '../../../../tools/embedding/word-pieces.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { engineUnderTest } from '../engine/engine-under-test.ts';

let directory: string;
let engine: EngineClient;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tomo-onnx-'));
  engine = engineUnderTest();
});
afterAll(async () => {
  await engine.dispose();
  rmSync(directory, { recursive: true, force: true });
});

function written(name: string, options: OnnxEmbedderOptions = {}) {
  const model = makeOnnxEmbedder(options);
  const path = join(directory, name);
  writeOnnxEmbedder(path, model);
  return { model, path, embedder: engine.embedder({ kind: 'onnx', path }) };
}

/** What the model gives for each token, computed by hand. */
function tokenVectors({ embeddings, mix, dimensions }: OnnxEmbedder, ids: readonly number[]): number[][] {
  return ids.map((id) =>
    Array.from({ length: dimensions }, (_, column) => {
      let sum = 0;
      for (let row = 0; row < dimensions; row++) {
        sum += (embeddings[id * dimensions + row] ?? 0) * (mix[row * dimensions + column] ?? 0);
      }
      return Math.tanh(sum);
    }),
  );
}

const column = (rows: number[][], at: number) => rows.map((row) => row[at] ?? Number.NaN);
const POOLED = {
  mean: (rows: number[][]) =>
    rows[0]?.map((_, at) => column(rows, at).reduce((a, b) => a + b) / rows.length) ?? [],
  cls: (rows: number[][]) => rows[0] ?? [],
  max: (rows: number[][]) => rows[0]?.map((_, at) => Math.max(...column(rows, at))) ?? [],
  lasttoken: (rows: number[][]) => rows.at(-1) ?? [],
};
const TEXTS = ['the cat sat on a mat.', 'how do i reset my password', 'zebra'];

describe('an ONNX model', () => {
  it.each(Object.keys(POOLED) as (keyof typeof POOLED)[])('pools as its files say: %s', async (pooling) => {
    const { model, embedder } = written(`pooling-${pooling}`, { pooling });
    const { vectors, tokens, truncated } = await embedder.embed({ texts: TEXTS });
    const ids = TEXTS.map((text) => pieceIds(text, model.pieces));
    expect({ tokens, truncated }).toEqual({ tokens: ids.flat().length, truncated: 0 });
    for (const [at, vector] of vectors.entries()) {
      const pooled = POOLED[pooling](tokenVectors(model, ids[at] ?? []));
      const length = Math.hypot(...pooled);
      expect([...vector]).toHaveLength(pooled.length);
      for (const [i, value] of vector.entries()) expect(value).toBeCloseTo((pooled[i] ?? 9) / length, 5);
    }
    await embedder.dispose();
  });

  it('tells its dimensions, what it reads at most and what should stand before a text', async () => {
    const prompts = { query: 'query: ', document: 'passage: ' };
    const { embedder } = written('prompts', { dimensions: 16, longest: 32, prompts });
    expect(await embedder.info()).toMatchObject({
      name: 'prompts',
      dimensions: 16,
      contextTokens: 32,
      prompts: { query: 'query: ', passage: 'passage: ' },
    });
  });

  it('reads the beginning of a text that is too long, to its end token, and counts it', async () => {
    const { model, embedder } = written('short', { longest: 8, pooling: 'mean' });
    const long = 'the cat sat on a mat how do i reset my password';
    const { vectors, tokens, truncated } = await embedder.embed({ texts: ['the cat', long] });
    expect({ tokens, truncated }).toEqual({ tokens: 4 + 8, truncated: 1 });
    const ids = pieceIds(long, model.pieces);
    const pooled = POOLED.mean(tokenVectors(model, [...ids.slice(0, 7), model.pieces.special.end]));
    const length = Math.hypot(...pooled);
    for (const [i, value] of (vectors[1] ?? []).entries()) {
      expect(value).toBeCloseTo((pooled[i] ?? 9) / length, 5);
    }
    // Megabytes are cut before they are read.
    expect((await embedder.embed({ texts: ['cat '.repeat(500_000)] })).truncated).toBe(1);
  });

  it('has another id when its weights are others', async () => {
    const one = await written('one', { seed: 1 }).embedder.info();
    const other = await written('other', { seed: 2 }).embedder.info();
    const copy = join(directory, 'copy');
    cpSync(join(directory, 'one'), copy, { recursive: true });
    expect(other.id).not.toBe(one.id);
    expect((await engine.embedder({ kind: 'onnx', path: copy }).info()).id).toBe(one.id);
  });

  it('stops between two texts when it is not wanted any more', async () => {
    const { embedder } = written('stopped');
    await embedder.info();
    const controller = new AbortController();
    const work = embedder.embed({ texts: new Array<string>(20_000).fill('the cat') }, controller.signal);
    controller.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect((await embedder.embed({ texts: ['the cat'] })).vectors).toHaveLength(1);
  });

  it('can be freed and loaded again', async () => {
    const { path, embedder } = written('freed');
    const before = await embedder.embed({ texts: TEXTS });
    await embedder.dispose();
    await expect(embedder.embed({ texts: TEXTS })).rejects.toMatchObject({ code: 'failed' });
    const again = engine.embedder({ kind: 'onnx', path });
    expect((await again.embed({ texts: TEXTS })).vectors).toEqual(before.vectors);
  });
});

describe('a folder that is not a usable model', () => {
  const damaged: Record<string, [file: string, content: string | Uint8Array, message: RegExp]> = {
    'weights cut off': [
      'onnx/model.onnx',
      makeOnnxEmbedder().files['onnx/model.onnx']?.slice(0, 500) ?? '',
      /./,
    ],
    'weights that are noise': ['onnx/model.onnx', 'not a model at all', /cannot be loaded/],
    'no weights': ['onnx/model.onnx', '', /cannot be loaded/],
    'a damaged tokenizer': ['tokenizer.json', '{"model"', /damaged tokenizer\.json/],
    'a tokenizer of nothing': ['tokenizer.json', '{}', /cannot be loaded/],
    'a damaged config': ['config.json', '[', /damaged config\.json/],
    'two ways of pooling': [
      '1_Pooling/config.json',
      '{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":true}',
      /pools in a way that is not known/,
    ],
    'a layer that is not in the file': [
      'modules.json',
      '[{"type":"sentence_transformers.models.Dense"}]',
      /cannot be computed here: Dense/,
    ],
  };
  it.each(Object.entries(damaged))(
    'is refused with a reason and without harm: %s',
    async (name, [file, content, message]) => {
      const { path, embedder } = written(name);
      writeFileSync(join(path, file), content);
      const { restarts } = engine.status();
      const failure = await embedder.info().catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({ name: 'EngineError', code: 'model_invalid' });
      expect((failure as Error).message).toMatch(message);
      expect((failure as Error).message).toContain(name);
      expect((failure as Error).message).not.toContain(directory);
      expect(engine.status().restarts).toBe(restarts);
    },
  );

  it('is named as missing when there is none, and says which file it lacks', async () => {
    const nowhere = engine.embedder({ kind: 'onnx', path: join(directory, 'nowhere') });
    await expect(nowhere.info()).rejects.toMatchObject({
      code: 'model_missing',
      message: 'There is no model folder nowhere.',
    });
    const { path, embedder } = written('incomplete');
    rmSync(join(path, 'tokenizer_config.json'));
    await expect(embedder.info()).rejects.toThrow('incomplete has no tokenizer_config.json');
    rmSync(join(path, 'onnx'), { recursive: true });
    await expect(embedder.info()).rejects.toThrow('incomplete has no model.onnx');
  });
});
