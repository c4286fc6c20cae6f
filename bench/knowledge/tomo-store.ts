import { openDatabase } from '../../src/main/storage/open-database.ts';
import { DIMENSIONS } from './corpus.ts';
import type { OpenStore } from './searched-store.ts';

export const openTomo: OpenStore = async (directory) => {
  const database = await openDatabase(directory);
  const index = database.index.passages;
  await index.beginGeneration({ modelId: 'bench', dimensions: DIMENSIONS });
  return {
    parts: ['text', 'vector', 'hybrid'],
    add: (entries) => index.add(entries.map((entry) => ({ ...entry, scope: 'kb_bench' }))),
    finish: async () => {},
    search: async ({ text, vector }, part, limit) => {
      const hits = await index.search({
        text: part === 'vector' ? '' : text,
        vector: part === 'text' ? null : vector,
        scopes: ['kb_bench'],
        limit,
      });
      return hits.map(({ id }) => id);
    },
    close: () => database.close(),
  };
};
