/** Text and vectors that are searched together, in the same database as everything else. */

export interface IndexEntry {
  id: number;
  /** What searches choose by: a knowledge base, an account. */
  scope: string;
  text: string;
  /** Of length 1, by the model whose vectors are searched now; null where none could be made. */
  vector: Float32Array | null;
}

export interface IndexSearch {
  text: string;
  /** Of length 1, by the same model; null searches by the text alone. */
  vector: Float32Array | null;
  scopes: readonly string[];
  limit: number;
  /** Only these entries; exact, however many the scope has. */
  allowed?: ReadonlySet<number> | undefined;
  /** From 0 to 1. */
  scoreThreshold?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface IndexHit {
  id: number;
  /** From 0 to 1; comparable between queries. */
  score: number;
  /** What the score was made of, each from 0 to 1. */
  scores: { text: number; vector: number };
}

export interface SearchIndex {
  /** Adds entries, or puts them in the place of older ones with their ids. They are stored when it resolves. */
  add(entries: readonly IndexEntry[]): Promise<void>;
  /** Removes entries so that nothing of them can be read any more; ids that are not there are passed over. */
  remove(ids: readonly number[]): Promise<void>;
  removeScope(scope: string): Promise<void>;
  /** Best first. */
  search(request: IndexSearch): Promise<IndexHit[]>;
}
