/** Text and vectors that are searched together, in the same database as everything else. */

export interface IndexEntry {
  id: number;
  /** What searches choose by: a knowledge base, an account. */
  scope: string;
  text: string;
  /** Of length 1; null where none could be made. */
  vector: Float32Array | null;
}

export interface IndexSearch {
  text: string;
  /** Of length 1, by the model whose generation is active; null searches by the text alone. */
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

/** The model that made the vectors; those of different models cannot be compared. */
export interface VectorModel {
  modelId: string;
  dimensions: number;
}

export interface IndexedVector {
  id: number;
  /** Of length 1. */
  vector: Float32Array;
}

export interface VectorProgress {
  done: number;
  total: number;
}

/**
 * Vectors of one model are a generation. One generation is active and answers; another may be in the making beside it
 * until it is complete. Both are in the database, so that a restart goes on where the last run was.
 */
export interface VectorGenerations {
  /** The model that answers now; null before the first generation. */
  active(): Promise<VectorModel | null>;
  /**
   * Begins the vectors of another model; an unfinished third one is dropped. May be called again. Where nothing is
   * active yet, it is active at once; where it is active already, an unfinished other one is dropped.
   */
  beginGeneration(model: VectorModel): Promise<void>;
  /** Entries that this model has not seen; none where the model has no generation. */
  missingVectors(modelId: string, limit: number): Promise<{ id: number; text: string }[]>;
  /** Passes over ids that are not there any more. They are stored when it resolves. */
  addVectors(modelId: string, vectors: readonly IndexedVector[]): Promise<void>;
  progress(modelId: string): Promise<VectorProgress>;
  /** Where nothing is missing it becomes the active one and the old one is dropped; says whether it is active. */
  finishGeneration(modelId: string): Promise<boolean>;
}

export interface SearchIndex extends VectorGenerations {
  /**
   * Adds entries, or puts them in the place of older ones with their ids. They are stored when it resolves.
   *
   * @param modelId who made the vectors, if it may be another than the active one; theirs count as missing then
   */
  add(entries: readonly IndexEntry[], modelId?: string): Promise<void>;
  /** Removes entries so that nothing of them can be read any more; ids that are not there are passed over. */
  remove(ids: readonly number[]): Promise<void>;
  removeScope(scope: string): Promise<void>;
  /** Best first. */
  search(request: IndexSearch): Promise<IndexHit[]>;
}
