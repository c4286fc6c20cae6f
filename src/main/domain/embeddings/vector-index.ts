/** Vectors of one model in an index. */
export interface VectorGeneration {
  modelId: string;
  dimensions: number;
}

/** The part of a search index that keeps vectors, which each model has of its own. */
export interface VectorIndex {
  /** The one that answers; null where there never was one. */
  active(): Promise<VectorGeneration | null>;
  /**
   * Begins to take vectors of a model, while the active ones answer; does nothing when it has begun before. Those of a
   * third model, begun and not finished, are dropped. Where none is active, this one is at once.
   */
  beginGeneration(generation: VectorGeneration): Promise<void>;
  /** Entries without a vector of that model. */
  missingVectors(modelId: string, limit: number): Promise<{ id: number; text: string }[]>;
  /** Entries that are gone are left out. Durable when it resolves. */
  addVectors(modelId: string, vectors: readonly { id: number; vector: Float32Array }[]): Promise<void>;
  /** How many entries have a vector of that model, of how many. */
  progress(modelId: string): Promise<{ done: number; total: number }>;
  /** Takes a model's vectors for the active ones and drops the others. @returns false while some are missing */
  finishGeneration(modelId: string): Promise<boolean>;
}
