import type { BenchEntry, Question } from './corpus.ts';

export type Part = 'text' | 'vector' | 'hybrid';

/** A store as the benchmark uses each of them. */
export interface SearchedStore {
  /** What it can search by. */
  parts: readonly Part[];
  add(entries: readonly BenchEntry[]): Promise<void>;
  /** Makes what it makes when everything is there: indexes. */
  finish(): Promise<void>;
  /** @returns ids, best first */
  search(question: Question, part: Part, limit: number): Promise<number[]>;
  close(): Promise<void>;
}

/** @param directory its own, empty */
export type OpenStore = (directory: string) => Promise<SearchedStore>;

/** The package of a peer is not there. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';
}
