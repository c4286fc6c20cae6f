import { availableParallelism } from 'node:os';

/** How many threads a model may use for vectors: one core stays free for whoever waits for something else. */
export function embeddingThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}
