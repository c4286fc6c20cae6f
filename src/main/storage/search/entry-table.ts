import { CodeStore } from './code-store.ts';
import { nearestSlots } from './nearest-slots.ts';
import type { VectorCoder } from './vector-coder.ts';

export interface TableEntry {
  id: number;
  scope: number;
  wordCount: number;
  /** By the model that the table is for; null where there is none. */
  vector: Float32Array | null;
}

/** All entries of an index as far as every search needs them: which scope they are in, and the code of their vector. */
export class EntryTable {
  readonly #coder: VectorCoder | null;
  readonly #codes: CodeStore | null;
  readonly #queryCode: Uint8Array;
  readonly #slots = new Map<number, number>();
  readonly #inScope = new Map<number, number>();
  #ids = new Float64Array(1024);
  #scopes = new Int32Array(1024);
  #wordCounts = new Int32Array(1024);
  #coded = new Uint8Array(1024);
  #size = 0;
  #wordTotal = 0;
  #vectorCount = 0;
  #idMax = 0;

  /** @param coder null where there are no vectors */
  constructor(coder: VectorCoder | null) {
    this.#coder = coder;
    this.#codes = coder === null ? null : new CodeStore(coder.codeBytes);
    this.#queryCode = new Uint8Array(coder?.codeBytes ?? 0);
  }

  /** Of its vectors; null where it has none. */
  get dimensions(): number | null {
    return this.#coder?.dimensions ?? null;
  }

  get size(): number {
    return this.#size;
  }

  get vectorCount(): number {
    return this.#vectorCount;
  }

  /** The largest id that was ever in it. */
  get idMax(): number {
    return this.#idMax;
  }

  get averageWordCount(): number {
    return this.#wordTotal / Math.max(1, this.#size);
  }

  /** How many entries these scopes have together. */
  countIn(scopes: ReadonlySet<number>): number {
    let count = 0;
    for (const scope of scopes) count += this.#inScope.get(scope) ?? 0;
    return count;
  }

  put({ id, scope, wordCount, vector }: TableEntry): void {
    this.remove(id);
    if (this.#size === this.#ids.length) this.#grow();
    const slot = this.#size++;
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
    this.#scopes[slot] = scope;
    this.#wordCounts[slot] = wordCount;
    this.#wordTotal += wordCount;
    this.#idMax = Math.max(this.#idMax, id);
    this.#inScope.set(scope, (this.#inScope.get(scope) ?? 0) + 1);
    this.#setVector(slot, vector);
  }

  /** Gives an entry its vector later; passes over ids that are not there. */
  putVector(id: number, vector: Float32Array): void {
    const slot = this.#slots.get(id);
    if (slot !== undefined) this.#setVector(slot, vector);
  }

  remove(id: number): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const scope = this.#scopes[slot] as number;
    const left = (this.#inScope.get(scope) ?? 0) - 1;
    if (left > 0) this.#inScope.set(scope, left);
    else this.#inScope.delete(scope);
    this.#wordTotal -= this.#wordCounts[slot] as number;
    this.#setVector(slot, null);
    this.#slots.delete(id);
    this.#moveLastTo(slot);
  }

  /** @returns the slots of what a search may find */
  pool(scopes: ReadonlySet<number>, allowed: Float64Array | null): Uint32Array {
    const pool = new Uint32Array(allowed?.length ?? this.countIn(scopes));
    let count = 0;
    if (allowed === null) {
      const all = pool.length === this.#size;
      for (let slot = 0; slot < this.#size; slot++) {
        if (all || scopes.has(this.#scopes[slot] as number)) pool[count++] = slot;
      }
    } else {
      for (const id of new Set(allowed)) {
        const slot = this.#slots.get(id);
        if (slot !== undefined && scopes.has(this.#scopes[slot] as number)) pool[count++] = slot;
      }
    }
    return pool.subarray(0, count);
  }

  idOf(slot: number): number {
    return this.#ids[slot] as number;
  }

  hasVector(id: number): boolean {
    const slot = this.#slots.get(id);
    return slot !== undefined && this.#coded[slot] === 1;
  }

  /** @returns the ids of those in the pool that are probably nearest, in no order */
  nearest(vector: Float32Array, pool: Uint32Array, limit: number): number[] {
    if (this.#coder === null || this.#codes === null) return [];
    this.#coder.code(vector, this.#queryCode);
    const differences = this.#codes.differences(this.#queryCode, this.#size);
    const slots = nearestSlots(differences, pool, this.#coded, limit, this.#codes.codeBytes * 8);
    return Array.from(slots, (slot) => this.idOf(slot));
  }

  #setVector(slot: number, vector: Float32Array | null): void {
    this.#vectorCount += (vector === null ? 0 : 1) - (this.#coded[slot] as number);
    this.#coded[slot] = vector === null ? 0 : 1;
    if (vector === null || this.#codes === null) return;
    this.#coder?.code(vector, this.#codes.at(slot));
  }

  #moveLastTo(slot: number): void {
    const last = --this.#size;
    if (slot === last) return;
    this.#slots.set(this.idOf(last), slot);
    this.#ids[slot] = this.idOf(last);
    for (const column of [this.#scopes, this.#wordCounts, this.#coded]) column[slot] = column[last] as number;
    this.#coded[last] = 0;
    this.#codes?.copy(last, slot);
  }

  #grow(): void {
    const capacity = Math.ceil(this.#ids.length * 1.5);
    const ids = new Float64Array(capacity);
    ids.set(this.#ids);
    this.#ids = ids;
    const scopes = new Int32Array(capacity);
    scopes.set(this.#scopes);
    this.#scopes = scopes;
    const wordCounts = new Int32Array(capacity);
    wordCounts.set(this.#wordCounts);
    this.#wordCounts = wordCounts;
    const coded = new Uint8Array(capacity);
    coded.set(this.#coded);
    this.#coded = coded;
  }
}
