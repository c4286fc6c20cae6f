import { fstatSync, readSync } from 'node:fs';

const WINDOW_BYTES = 1024 * 1024;

/** Reads a file from front to back through a small window, so that a file of many gigabytes costs no memory. */
export class FileReader {
  readonly sizeBytes: number;
  readonly #fd: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;
  #position = 0;

  constructor(fd: number) {
    this.#fd = fd;
    this.sizeBytes = fstatSync(fd).size;
  }

  get position(): number {
    return this.#position;
  }

  get bytesLeft(): number {
    return this.sizeBytes - this.#position;
  }

  u32(): number {
    return this.#take(4).readUInt32LE();
  }

  /** Numbers above 2^53 are rounded: they are absurd as counts and lengths, and stay so. */
  u64(): number {
    return Number(this.#take(8).readBigUInt64LE());
  }

  bytes(length: number): Buffer {
    return Buffer.from(this.#take(length));
  }

  skip(length: number): void {
    if (length > this.bytesLeft) throw new EndOfFile();
    this.#position += length;
  }

  #take(length: number): Buffer {
    if (length > this.bytesLeft) throw new EndOfFile();
    const start = this.#position - this.#windowStart;
    if (start < 0 || start + length > this.#window.length) return this.#refill(length);
    this.#position += length;
    return this.#window.subarray(start, start + length);
  }

  #refill(length: number): Buffer {
    const window = Buffer.alloc(Math.min(this.bytesLeft, Math.max(WINDOW_BYTES, length)));
    const readBytes = readSync(this.#fd, window, 0, window.length, this.#position);
    this.#window = window.subarray(0, readBytes);
    this.#windowStart = this.#position;
    if (readBytes < length) throw new EndOfFile();
    this.#position += length;
    return this.#window.subarray(0, length);
  }
}

/** The file is shorter than what it says it holds. */
export class EndOfFile extends Error {}
