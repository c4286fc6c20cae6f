import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { IndexHit, SearchIndex } from '../../storage/search/search-index.ts';
import type { EmbeddingService } from '../embeddings/embedding-service.ts';

const AT_ONCE = 64;

/** Examples with an answer as they are searched, by their dataset. */
export class ExampleIndex {
  readonly #db: Kysely<Schema>;
  readonly #index: SearchIndex;
  readonly #embeddings: Pick<EmbeddingService, 'passages' | 'query' | 'wake'>;

  constructor(deps: {
    db: Kysely<Schema>;
    index: SearchIndex;
    embeddings: Pick<EmbeddingService, 'passages' | 'query' | 'wake'>;
  }) {
    this.#db = deps.db;
    this.#index = deps.index;
    this.#embeddings = deps.embeddings;
  }

  /** Makes those of these datasets findable that are not yet. */
  async catchUp(datasetIds: readonly string[], signal: AbortSignal): Promise<void> {
    for (;;) {
      const rows = await this.#db
        .selectFrom('training_examples')
        .select(['position', 'dataset_id', 'text'])
        .where('dataset_id', 'in', datasetIds)
        .where('indexed', '=', 0)
        .where('response', 'is not', null)
        .limit(AT_ONCE)
        .execute();
      if (rows.length === 0) return;
      const texts = rows.map(({ text }) => text);
      const made = await this.#embeddings.passages(this.#index, texts, signal);
      const entries = rows.map(({ position, dataset_id, text }, at) => {
        return { id: position, scope: dataset_id, text, vector: made?.vectors[at] ?? null };
      });
      await this.#index.add(entries, made?.modelId);
      if (made === null) this.#embeddings.wake();
      const added = rows.map(({ position }) => position);
      const kept = await this.#db
        .updateTable('training_examples')
        .set({ indexed: 1 })
        .where('position', 'in', added)
        .returning('position')
        .execute();
      // What was deleted meanwhile must not come back.
      const left = new Set(kept.map(({ position }) => position));
      await this.remove(added.filter((position) => !left.has(position)));
    }
  }

  async remove(positions: readonly number[]): Promise<void> {
    if (positions.length > 0) await this.#index.remove(positions);
  }

  async removeDataset(id: string): Promise<void> {
    await this.#index.removeScope(id);
  }

  /** Best first. */
  async search(
    datasetIds: readonly string[],
    text: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<IndexHit[]> {
    const vector = await this.#embeddings.query(this.#index, text, signal);
    return await this.#index.search({ text, vector, scopes: datasetIds, limit, signal });
  }
}
