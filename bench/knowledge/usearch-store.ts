import { join } from 'node:path';
import { DIMENSIONS } from './corpus.ts';
import { peerPackage } from './peer-package.ts';
import type { OpenStore } from './searched-store.ts';

interface Usearch {
  Index: new (
    dimensions: number,
    metric: 'cos',
  ) => {
    add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
    search(vector: Float32Array, limit: number, threads: number): { keys: BigUint64Array };
    save(path: string): void;
  };
}

/** An HNSW graph in memory, with its own defaults; written to a file when all vectors are in it. */
export const openUsearch: OpenStore = async (directory) => {
  const { Index } = await peerPackage<Usearch>('usearch');
  const index = new Index(DIMENSIONS, 'cos');
  return {
    parts: ['vector'],
    add: async (entries) => {
      const matrix = new Float32Array(entries.length * DIMENSIONS);
      for (const [at, { vector }] of entries.entries()) matrix.set(vector, at * DIMENSIONS);
      index.add(
        BigUint64Array.from(entries, ({ id }) => BigInt(id)),
        matrix,
        1,
      );
    },
    finish: async () => index.save(join(directory, 'index.usearch')),
    search: async ({ vector }, _part, limit) => Array.from(index.search(vector, limit, 1).keys, Number),
    close: async () => {},
  };
};
