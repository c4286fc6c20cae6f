import type { Database } from 'better-sqlite3';
import type { IndexName } from './index-tables.ts';
import type { VectorModel } from './search-index.ts';

export interface Generation extends VectorModel {
  number: number;
  /** `dropped`: its vectors are being removed. */
  state: 'active' | 'building' | 'dropped';
}

/** Which generations of vectors an index has. What changes them runs in a transaction of the caller. */
export class GenerationStore {
  readonly #db: Database;
  readonly #index: IndexName;

  constructor(db: Database, index: IndexName) {
    this.#db = db;
    this.#index = index;
  }

  all(): Generation[] {
    return this.#db
      .prepare(
        `select number, model_id as modelId, dimensions, state from search_generations
         where index_name = ? order by number`,
      )
      .all(this.#index) as Generation[];
  }

  active(): Generation | null {
    return this.all().find(({ state }) => state === 'active') ?? null;
  }

  /** The one in the making or else the active one of this model. */
  of(modelId: string): Generation | null {
    const own = this.all().filter((generation) => generation.modelId === modelId);
    return (
      own.find(({ state }) => state === 'building') ?? own.find(({ state }) => state === 'active') ?? null
    );
  }

  begin(model: VectorModel): void {
    const fits = (generation: Generation) =>
      generation.modelId === model.modelId && generation.dimensions === model.dimensions;
    const live = this.all().filter(({ state }) => state !== 'dropped');
    for (const generation of live) {
      if (generation.state === 'building' && !fits(generation)) this.#setState(generation.number, 'dropped');
    }
    const active = live.find(({ state }) => state === 'active');
    if (active !== undefined && fits(active)) {
      for (const { number, state } of live) if (state === 'building') this.#setState(number, 'dropped');
    } else if (!live.some(fits)) {
      this.#db
        .prepare(
          'insert into search_generations (index_name, model_id, dimensions, state) values (?, ?, ?, ?)',
        )
        .run(this.#index, model.modelId, model.dimensions, active === undefined ? 'active' : 'building');
    }
  }

  /** Makes a generation the active one; the one before it is dropped. */
  activate(number: number): void {
    const active = this.active();
    if (active !== null) this.#setState(active.number, 'dropped');
    this.#setState(number, 'active');
  }

  forget(number: number): void {
    this.#db.prepare('delete from search_generations where number = ?').run(number);
  }

  #setState(number: number, state: Generation['state']): void {
    this.#db.prepare('update search_generations set state = ? where number = ?').run(state, number);
  }
}
