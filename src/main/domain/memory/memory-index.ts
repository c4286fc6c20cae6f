import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { IndexHit, SearchIndex } from '../../storage/search/search-index.ts';
import type { EmbeddingService } from '../embeddings/embedding-service.ts';
import type { MemoryRow } from './memory.ts';

const AT_ONCE = 64;

/** Memories as they are searched: those of a user by the user, those of one character by both. */
export class MemoryIndex {
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

  /** Makes everything findable that is not yet. */
  async catchUp(signal: AbortSignal): Promise<void> {
    for (;;) {
      const rows = await this.#db
        .selectFrom('memories')
        .selectAll()
        .where('indexed', '=', 0)
        .orderBy('position')
        .limit(AT_ONCE)
        .execute();
      if (rows.length === 0) return;
      const made = await this.#embeddings.passages(
        this.#index,
        rows.map(({ content }) => content),
        signal,
      );
      await this.#index.add(
        rows.map((row, at) => ({
          id: row.position,
          scope: scopeOf(row),
          text: row.content,
          vector: made?.vectors[at] ?? null,
        })),
        made?.modelId,
      );
      if (made === null) this.#embeddings.wake();
      // What was changed meanwhile comes again.
      for (const { position, content } of rows) {
        await this.#db
          .updateTable('memories')
          .set({ indexed: 1 })
          .where('position', '=', position)
          .where('content', '=', content)
          .execute();
      }
    }
  }

  async remove(positions: readonly number[]): Promise<void> {
    if (positions.length > 0) await this.#index.remove(positions);
  }

  /** @param characterId with what is between the two; null finds what all may know */
  async search(
    { userId, characterId }: { userId: string; characterId: string | null },
    text: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<IndexHit[]> {
    const vector = await this.#embeddings.query(this.#index, text, signal);
    const scopes = [userId, ...(characterId === null ? [] : [`${userId}/${characterId}`])];
    return await this.#index.search({ text, vector, scopes, limit, signal });
  }
}

function scopeOf(row: Pick<MemoryRow, 'user_id' | 'character_id'>): string {
  return row.character_id === null ? row.user_id : `${row.user_id}/${row.character_id}`;
}
