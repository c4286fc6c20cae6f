import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LanguageModel } from '../../inference/llm.ts';
import { type OpenDatabase, openDatabase } from '../../storage/open-database.ts';
import { SecretBox } from '../../storage/secret-box.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import { ModelLibrary } from './model-library.ts';
import { type ModelChoice, ModelService } from './model-service.ts';

const elsewhere = (model: string): ModelChoice => ({
  provider: 'openai',
  base_url: 'http://127.0.0.1:9/v1',
  model,
});

let directory: string;
let database: OpenDatabase;
let service: ModelService;
/** The names of the models that were freed. */
let freed: string[];

function fakeModel(name: string): LanguageModel {
  return {
    info: async () => ({ name, contextTokens: 100, backend: 'cpu' }),
    generate: async function* () {},
    countTokens: async () => 1,
    dispose: async () => void freed.push(name),
  };
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-models-'));
  database = await openDatabase(directory);
  freed = [];
  service = new ModelService({
    settings: new SettingsStore(database.db),
    library: new ModelLibrary({ starterFile: 'starter.gguf', directory, check: async () => 'language' }),
    factory: { fromFile: fakeModel, fromServer: ({ model }) => fakeModel(model) },
    secrets: new SecretBox(Buffer.alloc(32)),
    overrideFile: undefined,
  });
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const nameInUse = () => service.use(async (model) => (await model.info()).name);

test('an answer that is being given keeps its model when another one is chosen', async () => {
  const ends = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const answer = service.use(async (model) => {
    begun.resolve();
    await ends.promise;
    return (await model.info()).name;
  });
  await begun.promise;
  await service.choose(elsewhere('second'));
  expect(await nameInUse()).toBe('second');
  await service.choose(elsewhere('third'));
  expect(await nameInUse()).toBe('third');
  expect(freed).toEqual(['second']);
  ends.resolve();
  expect(await answer).toBe('starter.gguf');
  expect(freed).toEqual(['second', 'starter.gguf']);
});

test('a model that is not in use is freed when another one is chosen, and the last one with the server', async () => {
  expect(await nameInUse()).toBe('starter.gguf');
  await service.choose(elsewhere('second'));
  expect(await nameInUse()).toBe('second');
  expect(freed).toEqual(['starter.gguf']);
  await service.close();
  expect(freed).toEqual(['starter.gguf', 'second']);
});

test('a work that fails gives its model back too', async () => {
  await expect(service.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await service.choose(elsewhere('second'));
  await nameInUse();
  expect(freed).toEqual(['starter.gguf']);
});
