import { beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../inference/llm.ts';
import { DomainError, notFound } from '../domain-error.ts';
import type { ModelLibrary } from './model-library.ts';
import type { ModelService } from './model-service.ts';
import { NamedModels } from './named-models.ts';

const FILES = ['tomo-starter.gguf', 'a.gguf', 'b.gguf'];

/** Which model files are open; `default` stands for the model in use. */
let open: string[];
let named: NamedModels;

function fakeModel(name: string): LanguageModel {
  open.push(name);
  const dispose = async () => {
    open = open.filter((other) => other !== name);
  };
  return { name, dispose } as unknown as LanguageModel;
}

beforeEach(() => {
  open = [];
  const library = {
    list: async () => FILES.map((id) => ({ id })),
    pathOf: (id: string) => `/models/${id}`,
    require: async (id: string) => {
      if (!FILES.includes(id)) throw notFound('model', id);
    },
  } as unknown as ModelLibrary;
  const models = {
    choice: async () => ({ provider: 'starter' }),
    borrow: async () => ({ model: { name: 'in use' } as unknown as LanguageModel, giveBack: async () => {} }),
  } as unknown as ModelService;
  named = new NamedModels({ models, library, fromFile: (file) => fakeModel(file) });
});

/** Gives the model's name, then waits until it may end. */
async function* work(model: LanguageModel, end: Promise<void> = Promise.resolve()): AsyncGenerator<string> {
  yield (model as unknown as { name: string }).name;
  await end;
}

async function use(name: string): Promise<string> {
  let found = '';
  for await (const used of named.stream(name, (model) => work(model))) found = used;
  return found;
}

describe('models by their names', () => {
  it('are the one in use and all files', async () => {
    expect(await named.names()).toEqual(['default', ...FILES]);
  });

  it('the one in use is opened by nobody else, under either of its names', async () => {
    expect(await use('default')).toBe('in use');
    expect(await use('tomo-starter.gguf')).toBe('in use');
    expect(open).toEqual([]);
  });

  it('a file stays open until another one is asked for', async () => {
    expect(await use('a.gguf')).toBe('/models/a.gguf');
    expect(await use('a.gguf')).toBe('/models/a.gguf');
    expect(open).toEqual(['/models/a.gguf']);
    await use('b.gguf');
    expect(open).toEqual(['/models/b.gguf']);
    await named.close();
    expect(open).toEqual([]);
  });

  it('a file is not closed while somebody still works with it', async () => {
    const ended = Promise.withResolvers<void>();
    const first = named.stream('a.gguf', (model) => work(model, ended.promise));
    await first.next();
    await use('b.gguf');
    expect(open).toEqual(['/models/a.gguf', '/models/b.gguf']);
    ended.resolve();
    await first.next();
    expect(open).toEqual(['/models/b.gguf']);
  });

  it('what is no file is not found', async () => {
    await expect(use('none')).rejects.toBeInstanceOf(DomainError);
    expect(open).toEqual([]);
  });
});
