import type { Database } from 'better-sqlite3';
import { type Generation, GenerationStore } from './generation-store.ts';
import { searchEntries } from './index-search.ts';
import { type IndexName, IndexTables } from './index-tables.ts';
import { ScopeNumbers } from './scope-numbers.ts';
import type { IndexEntry, IndexedVector, IndexHit, VectorModel, VectorProgress } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { TableKeeper } from './table-keeper.ts';
import { WordIndex } from './word-index.ts';
import type { WriteSteps } from './write-steps.ts';

/** Of vectors that came without a word about their model. */
const UNNAMED_MODEL = '';
/** Dropped in one transaction. */
const DROP_STEP = 50;

/** What of a search goes to the thread that does it. */
export interface SearchRequest {
  text: string;
  vector: Float32Array | null;
  scopes: readonly string[];
  allowed: Float64Array | null;
  limit: number;
  scoreThreshold: number;
}

/** One index, in the thread that works on it. */
export class IndexCore {
  readonly #write: WriteSteps;
  readonly #tables: IndexTables;
  readonly #words: WordIndex;
  readonly #scopes: ScopeNumbers;
  readonly #generations: GenerationStore;
  readonly #keeper: TableKeeper;
  /** By number of the generation: before this id nothing is missing. */
  readonly #completeTo = new Map<number, number>();
  #active: Generation | null;

  constructor(db: Database, name: IndexName, write: WriteSteps) {
    this.#write = write;
    this.#tables = new IndexTables(db, name);
    this.#words = new WordIndex(db, name);
    this.#scopes = new ScopeNumbers(db, name);
    this.#generations = new GenerationStore(db, name);
    this.#keeper = new TableKeeper(this.#tables);
    this.#active = this.#generations.active();
  }

  /** @throws RangeError where a vector has another size than those of its model */
  async add(entries: readonly IndexEntry[], modelId?: string): Promise<void> {
    const generation = await this.#generationFor(entries, modelId);
    for (const { vector } of entries)
      if (vector !== null && generation !== null) checkSize(vector, generation);
    const number = generation?.number ?? null;
    await this.#write.each(
      entries.map((entry) => ({ ...entry, words: searchWords(entry.text), number: 0 })),
      (entry) => {
        entry.number = this.#scopes.findOrMake(entry.scope);
        this.#tables.put({ ...entry, scope: entry.number }, number);
      },
      (stored) => {
        for (const { id, number: scope, words, vector } of stored) {
          this.#keeper.put({ id, scope, wordCount: words.length, vector }, number);
          this.#missingFrom(id);
        }
      },
    );
    this.#renewTable();
  }

  async remove(ids: readonly number[]): Promise<void> {
    await this.#write.each(
      ids,
      (id) => this.#tables.remove(id),
      (removed) => {
        for (const id of removed) this.#keeper.remove(id);
      },
    );
  }

  async removeScope(scope: string): Promise<void> {
    const number = this.#scopes.find(scope);
    if (number === undefined) return;
    await this.remove(this.#tables.idsInScope(number));
    await this.#write.once(() => {
      if (this.#tables.idsInScope(number).length === 0) this.#scopes.remove(scope);
    });
  }

  async search(request: SearchRequest): Promise<IndexHit[]> {
    const { table, generation } = await this.#keeper.current(() => this.#active);
    const scopes = request.scopes.map((scope) => this.#scopes.find(scope));
    const fits = request.vector?.length === table.dimensions;
    return searchEntries(
      { tables: this.#tables, words: this.#words, table, generation },
      {
        ...request,
        // A vector of another size is of a model that answers no more, or not yet.
        vector: fits ? request.vector : null,
        scopes: new Set(scopes.filter((scope) => scope !== undefined)),
      },
    );
  }

  async active(): Promise<VectorModel | null> {
    return this.#active && { modelId: this.#active.modelId, dimensions: this.#active.dimensions };
  }

  async beginGeneration(model: VectorModel): Promise<void> {
    await this.#write.once(() => this.#generations.begin(model));
    const before = this.#active;
    this.#active = this.#generations.active();
    if (before === null) await this.#keeper.make(() => this.#active);
    await this.dropOld();
  }

  async missingVectors(modelId: string, limit: number): Promise<{ id: number; text: string }[]> {
    const generation = this.#generations.of(modelId);
    if (generation === null) return [];
    const after = this.#completeTo.get(generation.number) ?? 0;
    const missing = this.#tables.withoutVector(generation.number, after, limit);
    this.#completeTo.set(generation.number, missing[0] === undefined ? after : missing[0].id - 1);
    return missing;
  }

  async addVectors(modelId: string, vectors: readonly IndexedVector[]): Promise<void> {
    const generation = this.#generations.of(modelId);
    if (generation === null) return;
    for (const { vector } of vectors) checkSize(vector, generation);
    const { number } = generation;
    await this.#write.each(
      vectors,
      ({ id, vector }) => {
        if (this.#tables.has(id)) this.#tables.putVector(number, id, vector);
      },
      (stored) => {
        for (const { id, vector } of stored) this.#keeper.putVector(id, vector, number);
      },
    );
    this.#renewTable();
  }

  async progress(modelId: string): Promise<VectorProgress> {
    const generation = this.#generations.of(modelId);
    const done = generation === null ? 0 : this.#tables.countVectors(generation.number);
    return { done, total: this.#tables.count() };
  }

  async finishGeneration(modelId: string): Promise<boolean> {
    const generation = this.#generations.of(modelId);
    if (generation === null || generation.state === 'active') return generation !== null;
    if (!this.#isComplete(generation)) return false;
    let finished = false;
    await this.#keeper.make(
      () => generation,
      async () => {
        await this.#write.once(() => {
          finished = this.#isComplete(generation) && this.#generations.of(modelId)?.state === 'building';
          if (finished) this.#generations.activate(generation.number);
        });
        this.#active = this.#generations.active();
        return finished;
      },
    );
    await this.dropOld();
    return finished;
  }

  /** Removes the vectors of generations that are not needed any more, if there are any. */
  async dropOld(): Promise<void> {
    for (const { number, state } of this.#generations.all()) {
      if (state !== 'dropped') continue;
      for (let more = true; more; ) {
        await this.#write.once(() => {
          more = this.#tables.dropVectors(number, DROP_STEP);
          if (!more) this.#generations.forget(number);
        });
      }
    }
  }

  #isComplete({ number }: Generation): boolean {
    return this.#tables.countVectors(number) === this.#tables.count();
  }

  async #generationFor(
    entries: readonly IndexEntry[],
    modelId: string | undefined,
  ): Promise<Generation | null> {
    if (modelId !== undefined) return this.#generations.of(modelId);
    const dimensions = entries.find(({ vector }) => vector !== null)?.vector?.length;
    if (this.#active === null && dimensions !== undefined) {
      await this.beginGeneration({ modelId: UNNAMED_MODEL, dimensions });
    }
    return this.#active;
  }

  #missingFrom(id: number): void {
    for (const [number, after] of this.#completeTo) {
      if (id <= after) this.#completeTo.set(number, id - 1);
    }
  }

  #renewTable(): void {
    // Where it fails, the old one goes on answering.
    if (this.#keeper.outgrown) void this.#keeper.make(() => this.#active).catch(() => {});
  }
}

function checkSize(vector: Float32Array, { dimensions }: VectorModel): void {
  if (vector.length !== dimensions) {
    throw new RangeError(`A vector has ${vector.length} numbers; those of its model have ${dimensions}.`);
  }
}
