import { type CountDifferences, hammingKernel } from './hamming-kernel.ts';

const PAGE_BYTES = 65_536;
const FIRST_CAPACITY = 1024;

/** Codes of bits in one piece of memory, by slot, compared with one code at memory speed. */
export class CodeStore {
  readonly codeBytes: number;
  #capacity = 0;
  #memory!: WebAssembly.Memory;
  #bytes!: Uint8Array;
  #count!: CountDifferences;

  /** @param codeBytes of one code; a multiple of 8 */
  constructor(codeBytes: number) {
    this.codeBytes = codeBytes;
    this.#reserve(FIRST_CAPACITY);
  }

  /** @returns where the code of this slot is to be written */
  at(slot: number): Uint8Array {
    if (slot >= this.#capacity) this.#reserve(Math.ceil((slot + 1) * 1.5));
    const start = this.#codesAt + slot * this.codeBytes;
    return this.#bytes.subarray(start, start + this.codeBytes);
  }

  copy(from: number, to: number): void {
    this.at(to).set(this.at(from));
  }

  /** @returns in how many bits each of the first `count` codes differs; valid until the next call */
  differences(query: Uint8Array, count: number): Uint16Array {
    if (count > this.#capacity) this.#reserve(count);
    this.#bytes.set(query, 0);
    const out = this.#codesAt + this.#capacity * this.codeBytes;
    this.#count(this.#codesAt, this.codeBytes, count, 0, out);
    return new Uint16Array(this.#memory.buffer, out, count);
  }

  /** The query is in front of the codes. */
  get #codesAt(): number {
    return this.codeBytes;
  }

  #reserve(capacity: number): void {
    const byteCount = this.#codesAt + capacity * (this.codeBytes + 2);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(byteCount / PAGE_BYTES) });
    const bytes = new Uint8Array(memory.buffer);
    if (this.#capacity > 0) {
      bytes.set(this.#bytes.subarray(0, this.#codesAt + this.#capacity * this.codeBytes));
    }
    this.#memory = memory;
    this.#bytes = bytes;
    this.#capacity = capacity;
    this.#count = hammingKernel(memory);
  }
}
