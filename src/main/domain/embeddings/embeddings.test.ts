import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Embedder, EmbedRequest } from '../../inference/embeddings.ts';
import { EngineError } from '../../inference/engine-error.ts';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { SecretBox } from '../../storage/secret-box.ts';
import { Foreground } from '../background/foreground.ts';
import { ModelLibrary } from '../models/model-library.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import type { EmbeddingChoice } from './embedding-choice.ts';
import { EmbeddingFolders } from './embedding-folders.ts';
import { EmbeddingModels } from './embedding-models.ts';
import { EmbeddingService } from './embedding-service.ts';
import { ReEmbedding } from './re-embedding.ts';
import { VectorIndexUnderTest } from './vector-index-under-test.ts';

const TEXTS = Array.from({ length: 50 }, (_, i) => `text ${i}`);
const folder = (id: string): EmbeddingChoice => ({ provider: 'onnx', id });
const never = new AbortController().signal;

let directory: string;
let database: OpenDatabase;
let index: VectorIndexUnderTest;
let foreground: Foreground;
let service: EmbeddingService;
/** What each model was asked, by its name. */
let asked: Map<string, EmbedRequest[]>;
let freed: string[];
let queryMs: number;
let secondLookMs: number;
/** What a model does before it answers. */
let behave: (name: string, request: EmbedRequest, signal?: AbortSignal) => Promise<void>;

/** Vectors of so many dimensions, the first of which tells how long the text was. */
function fakeEmbedder(name: string, dimensions: number): Embedder {
  return {
    info: async () => ({ id: name, dimensions }),
    embed: async (request, signal) => {
      asked.set(name, [...(asked.get(name) ?? []), request]);
      await behave(name, request, signal);
      const vectors = request.texts.map((text) =>
        new Float32Array(dimensions).fill(0).fill(text.length, 0, 1),
      );
      return { vectors, tokens: 0, truncated: 0 };
    },
    dispose: async () => void freed.push(name),
  };
}

function open(): EmbeddingService {
  const models = new EmbeddingModels({
    settings: new SettingsStore(database.db),
    library: new ModelLibrary({ starterFile: 'none', directory, check: async () => 'embedding' }),
    folders: new EmbeddingFolders(join(directory, 'folders')),
    factory: {
      lexical: fakeEmbedder('lexical', 4),
      fromFile: (path) => fakeEmbedder(path, 8),
      fromFolder: (path) => fakeEmbedder(path.split('/').at(-1) ?? '', 8),
      fromServer: ({ model, apiKey }) => fakeEmbedder(`${model}:${apiKey}`, 8),
    },
    secrets: new SecretBox(Buffer.alloc(32)),
  });
  const reEmbedding = new ReEmbedding({
    models,
    indexes: [index],
    foreground,
    firstDelayMs: 1,
    secondLookMs,
    log: () => {},
  });
  reEmbedding.start();
  return new EmbeddingService({ models, reEmbedding, indexes: [index], foreground, queryMs });
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-embeddings-'));
  for (const name of ['good', 'other', 'e5-small']) {
    await mkdir(join(directory, 'folders', name), { recursive: true });
  }
  database = await openDatabase(directory);
  index = new VectorIndexUnderTest(TEXTS);
  foreground = new Foreground();
  asked = new Map();
  freed = [];
  queryMs = 60_000;
  secondLookMs = 60_000;
  behave = async () => {};
  service = open();
});
afterEach(async () => {
  await service.close();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
const answering = (name: string) => vi.waitFor(() => expect(index.answering?.modelId).toBe(name));
const isReady = () =>
  vi.waitFor(async () => expect((await service.status()).state.state).toBe('ready'), { timeout: 5000 });

test('without a choice the built-in one makes every vector', async () => {
  await isReady();
  expect(index.answering).toMatchObject({ modelId: 'lexical', dimensions: 4 });
  expect(index.answering?.vectors.size).toBe(50);
  expect(await service.status()).toMatchObject({
    choice: { provider: 'lexical' },
    progress: { done: 50, total: 50 },
  });
});

test('another model makes new vectors while the old ones answer, and takes their place when all are there', async () => {
  await isReady();
  const gate = Promise.withResolvers<void>();
  behave = async (name) => {
    if (name === 'good' && (asked.get('good')?.length ?? 0) > 2) await gate.promise;
  };
  await service.choose(folder('good'));
  await vi.waitFor(async () =>
    expect(await service.status()).toMatchObject({
      state: { state: 're_embedding', model: { id: 'good', dimensions: 8 } },
      progress: { done: 32, total: 50 },
    }),
  );
  expect(await service.query(index, 'abc', never)).toEqual(Float32Array.of(3, 0, 0, 0));
  expect((await service.passages(index, ['ab'], never))?.modelId).toBe('lexical');
  gate.resolve();
  await answering('good');
  expect(await service.query(index, 'abc', never)).toHaveLength(8);
  expect(asked.get('good')?.at(-1)).toMatchObject({ texts: ['abc'], purpose: 'query' });
  await service.choose({ provider: 'lexical' });
  await answering('lexical');
  await vi.waitFor(() => expect(freed).toContain('good'));
});

test('a program that ends in between goes on where it was', async () => {
  await isReady();
  behave = async (name, _request, signal) => {
    if (name !== 'good' || (asked.get('good')?.length ?? 0) <= 2) return;
    await untilAborted(signal);
  };
  await service.choose(folder('good'));
  await vi.waitFor(() => expect(asked.get('good')).toHaveLength(3));
  await service.close();
  expect(index.building?.vectors.size).toBe(32);
  asked.clear();
  behave = async () => {};
  service = open();
  expect(await service.query(index, 'abc', never)).toHaveLength(4);
  await answering('good');
  expect(asked.get('good')?.flatMap(({ texts }) => texts)).toEqual(TEXTS.slice(32));
});

test('a model that fails is tried again, says why, and another one can be chosen meanwhile', async () => {
  await isReady();
  behave = async (name) => {
    if (name === 'good') throw new EngineError('remote_failed', 'The model server is away.');
  };
  await service.choose(folder('good'));
  await vi.waitFor(async () =>
    expect((await service.status()).state).toMatchObject({
      state: 'waiting',
      error: { message: 'The model server is away.' },
      model: { id: 'good' },
    }),
  );
  await vi.waitFor(() => expect((asked.get('good') ?? []).length).toBeGreaterThan(6));
  expect(index.answering?.modelId).toBe('lexical');
  behave = async () => {};
  await answering('good');
  behave = async () => {
    throw new EngineError('engine_crashed', 'The engine stopped.');
  };
  expect(await service.query(index, 'abc', never)).toBeNull();
  expect(await service.passages(index, ['abc'], never)).toBeNull();
});

test('one text that a server refuses is not in the way of the others', async () => {
  behave = async (_name, { texts }) => {
    if (texts.includes('text 20')) throw new EngineError('remote_failed', 'The model server answered 400.');
  };
  await service.choose(folder('good'));
  await answering('good');
  expect(index.answering?.vectors.size).toBe(50);
  expect(index.answering?.vectors.get(21)).toEqual(new Float32Array(8).fill(Math.fround(1 / Math.sqrt(8))));
  expect(index.answering?.vectors.get(20)?.[0]).toBe('text 19'.length);
});

test('what is looked for is not waited for when the model takes too long', async () => {
  await isReady();
  await service.close();
  queryMs = 5;
  service = open();
  await isReady();
  behave = (_name, _request, signal) => untilAborted(signal);
  expect(await service.query(index, 'abc', never)).toBeNull();
  const controller = new AbortController();
  const cancelled = service.passages(index, ['abc'], controller.signal);
  controller.abort(new Error('gone'));
  await expect(cancelled).rejects.toThrow('gone');
});

test('entries that were added without vectors get them', async () => {
  await isReady();
  index.texts.set(99, 'late');
  service.wake();
  await vi.waitFor(() => expect(index.answering?.vectors.get(99)?.[0]).toBe(4));
});

test('what was added with a vector of the model before gets another one', async () => {
  await isReady();
  await service.close();
  const finish = index.finishGeneration.bind(index);
  index.finishGeneration = async (modelId) => {
    const isFinished = await finish(modelId);
    index.texts.set(99, 'late');
    return isFinished;
  };
  secondLookMs = 50;
  service = open();
  await vi.waitFor(() => expect(index.answering?.vectors.get(99)?.[0]).toBe(4), { timeout: 5000 });
});

test('vectors are made while nobody waits for an answer', async () => {
  await isReady();
  const end = foreground.begin();
  await service.choose(folder('good'));
  await vi.waitFor(() => expect(index.building?.modelId).toBe('good'));
  expect(asked.get('good')).toBeUndefined();
  // What a turn looks for is made at once.
  expect(await service.query(index, 'abc', never)).toHaveLength(4);
  end();
  await answering('good');
});

test('texts are preceded by what the model was trained with, or what the owner wants', async () => {
  await service.choose(folder('e5-small'));
  await vi.waitFor(() => expect(index.answering?.modelId).toMatch(/^e5-small\+/));
  const first = index.answering?.modelId ?? '';
  expect(asked.get('e5-small')?.[0]?.texts[0]).toBe('passage: text 0');
  await service.query(index, 'abc', never);
  expect(asked.get('e5-small')?.at(-1)?.texts).toEqual(['query: abc']);
  await service.embed('e5-small', { texts: ['as it is'] }, never);
  expect(asked.get('e5-small')?.at(-1)?.texts).toEqual(['as it is']);
  // Another beginning of what is looked for needs no new vectors; one of what is found does.
  await service.choose({ provider: 'onnx', id: 'e5-small', query_prefix: 'Q ' });
  await isReady();
  await service.query(index, 'abc', never);
  expect(asked.get('e5-small')?.at(-1)?.texts).toEqual(['Q abc']);
  expect(index.answering?.modelId).toBe(first);
  await service.choose({ provider: 'onnx', id: 'e5-small', passage_prefix: '' });
  await answering('e5-small');
});

test("a server's key is sealed where it is kept, and stays when the same server is chosen again", async () => {
  const server = { provider: 'openai', base_url: 'http://127.0.0.1:9/v1', model: 'far' } as const;
  await service.choose({ ...server, api_key: 'sk-secret' });
  await answering('far:sk-secret');
  await service.choose({ ...server, model: 'farther' });
  await answering('farther:sk-secret');
  await service.choose({ ...server, base_url: 'http://127.0.0.1:10/v1' });
  await answering('far:undefined');
  const rows = await database.db.selectFrom('settings').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain('sk-secret');
});

test('models are asked by name too; one that is not in use makes room for the next', async () => {
  await isReady();
  expect((await service.list()).map(({ id }) => id)).toEqual(['lexical', 'e5-small', 'good', 'other']);
  expect((await service.embed('default', { texts: ['abc'] }, never)).vectors[0]).toHaveLength(4);
  await service.embed('good', { texts: ['abc'] }, never);
  await service.embed('good', { texts: ['abc'] }, never);
  expect(freed).toEqual([]);
  await service.embed('other', { texts: ['abc'] }, never);
  expect(freed).toEqual(['good']);
  await expect(service.embed('nobody', { texts: ['abc'] }, never)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(service.choose(folder('nobody'))).rejects.toMatchObject({ code: 'not_found' });
  await expect(service.choose(folder('../good'))).rejects.toMatchObject({ code: 'not_found' });
});
