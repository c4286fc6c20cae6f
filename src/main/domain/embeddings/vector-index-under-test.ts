import type { VectorGenerations, VectorModel } from '../../storage/search/search-index.ts';

interface Kept extends VectorModel {
  vectors: Map<number, Float32Array>;
}

/** An index in memory, with nothing but its vectors. */
export class VectorIndexUnderTest implements VectorGenerations {
  readonly texts = new Map<number, string>();
  answering: Kept | null = null;
  building: Kept | null = null;

  constructor(texts: readonly string[] = []) {
    for (const [at, text] of texts.entries()) this.texts.set(at + 1, text);
  }

  async active(): Promise<VectorModel | null> {
    return this.answering;
  }

  async beginGeneration({ modelId, dimensions }: VectorModel): Promise<void> {
    if (this.answering?.modelId === modelId) this.building = null;
    else if (this.answering === null) this.answering = { modelId, dimensions, vectors: new Map() };
    else if (this.building?.modelId !== modelId) this.building = { modelId, dimensions, vectors: new Map() };
  }

  async missingVectors(modelId: string, limit: number): Promise<{ id: number; text: string }[]> {
    const { vectors } = this.#of(modelId);
    const missing = [...this.texts].filter(([id]) => !vectors.has(id));
    return missing.slice(0, limit).map(([id, text]) => ({ id, text }));
  }

  async addVectors(modelId: string, added: readonly { id: number; vector: Float32Array }[]): Promise<void> {
    const { vectors, dimensions } = this.#of(modelId);
    for (const { id, vector } of added) {
      if (vector.length !== dimensions) throw new Error('a vector of another size');
      if (this.texts.has(id)) vectors.set(id, vector);
    }
  }

  async progress(modelId: string): Promise<{ done: number; total: number }> {
    const kept = [this.answering, this.building].find((generation) => generation?.modelId === modelId);
    return { done: kept?.vectors.size ?? 0, total: this.texts.size };
  }

  async finishGeneration(modelId: string): Promise<boolean> {
    if ((await this.missingVectors(modelId, 1)).length > 0) return false;
    this.answering = this.#of(modelId);
    this.building = null;
    return true;
  }

  #of(modelId: string): Kept {
    const kept = [this.answering, this.building].find((generation) => generation?.modelId === modelId);
    if (!kept) throw new Error(`no vectors of ${modelId}`);
    return kept;
  }
}
