import { setImmediate as nextTurn } from 'node:timers/promises';
import { EntryTable, type TableEntry } from './entry-table.ts';
import { EXACT_MAX } from './index-search.ts';
import type { IndexTables } from './index-tables.ts';
import type { VectorModel } from './search-index.ts';
import { VectorCoder } from './vector-coder.ts';

/** Read in one turn of the event loop: some milliseconds. */
const SLICE = 500;
/** Vectors whose mean is the centre of the codes. */
const CENTER_SAMPLES = 1_000;
/** The centre is taken anew when there are this many times more vectors. */
const CENTER_GROWTH = 4;

type NumberedModel = VectorModel & { number: number };

interface Kept {
  table: EntryTable;
  generation: number | null;
  /** How many vectors there were when its centre was taken. */
  centeredOn: number;
}

/**
 * Keeps the table of all entries in memory, made from the database when it is first needed and made anew, beside the
 * one that answers, when the vectors have become many more or are another model's.
 */
export class TableKeeper {
  readonly #tables: IndexTables;
  #current: Kept | null = null;
  #making: { kept: Kept; lastId: number } | null = null;
  #first: Promise<void> | null = null;
  #made: Promise<void> = Promise.resolve();

  constructor(tables: IndexTables) {
    this.#tables = tables;
  }

  /** @param active whose vectors are to be searched, if there is no table yet */
  async current(active: () => NumberedModel | null): Promise<Kept> {
    while (this.#current === null) {
      this.#first ??= this.make(active).finally(() => {
        this.#first = null;
      });
      await this.#first;
    }
    return this.#current;
  }

  /**
   * Makes the table for a generation, after another that is being made.
   *
   * @param ready says in the end whether it is to answer from now on, in the same turn of the event loop
   */
  make(choose: () => NumberedModel | null, ready: () => Promise<boolean> = async () => true): Promise<void> {
    const result = this.#made.then(() => this.#make(choose(), ready));
    this.#made = result.catch(() => {});
    return result;
  }

  /** Follows what was stored. @param generation whose vector the entry has */
  put(entry: TableEntry, generation: number | null): void {
    for (const { table, generation: own } of this.#at(entry.id)) {
      table.put(own === generation ? entry : { ...entry, vector: null });
    }
  }

  putVector(id: number, vector: Float32Array, generation: number): void {
    for (const { table, generation: own } of this.#at(id))
      if (own === generation) table.putVector(id, vector);
  }

  remove(id: number): void {
    for (const { table } of this.#at(id)) table.remove(id);
  }

  /** Says whether the vectors are so many more that their codes should be made anew. */
  get outgrown(): boolean {
    if (this.#current === null || this.#making !== null || this.#current.generation === null) return false;
    const { table, centeredOn } = this.#current;
    return table.vectorCount > Math.max(EXACT_MAX, CENTER_GROWTH * centeredOn);
  }

  /** The tables that have, or would have, this entry; one in the making reads later ones by itself. */
  #at(id: number): Kept[] {
    const at: Kept[] = this.#current === null ? [] : [this.#current];
    if (this.#making !== null && id <= this.#making.lastId) at.push(this.#making.kept);
    return at;
  }

  async #make(model: NumberedModel | null, ready: () => Promise<boolean>): Promise<void> {
    const center = model === null ? null : await this.#center(model);
    const table = new EntryTable(center === null ? null : new VectorCoder(center));
    const making = { kept: { table, generation: model?.number ?? null, centeredOn: 0 }, lastId: 0 };
    this.#making = making;
    try {
      for (;;) {
        const entries = this.#tables.entriesAfter(making.lastId, SLICE);
        const [first, last] = [entries[0], entries.at(-1)];
        if (first === undefined || last === undefined) break;
        const vectors = model === null ? null : this.#tables.vectorsBetween(model.number, first.id, last.id);
        for (const entry of entries) table.put({ ...entry, vector: vectors?.get(entry.id) ?? null });
        making.lastId = last.id;
        await nextTurn();
      }
      // What is added from now on comes to it like to the one that answers.
      making.lastId = Number.POSITIVE_INFINITY;
      making.kept.centeredOn = table.vectorCount;
      if (await ready()) this.#current = making.kept;
    } finally {
      this.#making = null;
    }
  }

  async #center({ number, dimensions }: NumberedModel): Promise<Float32Array> {
    const center = new Float32Array(dimensions);
    const vectors = this.#tables.sampleVectors(number, CENTER_SAMPLES);
    await nextTurn();
    for (const vector of vectors) {
      for (let at = 0; at < dimensions; at++) center[at] = (center[at] as number) + (vector[at] as number);
    }
    return center.map((sum) => sum / Math.max(1, vectors.length));
  }
}
