/** Writes numbers of any width, the highest bit first. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  #bits = 0;

  /** @param width 0 to 32 */
  write(value: number, width: number): void {
    this.#room(width);
    for (let bit = width - 1; bit >= 0; bit--) {
      if ((value >>> bit) & 1) {
        const byte = this.#bits >> 3;
        this.#bytes[byte] = (this.#bytes[byte] ?? 0) | (0x80 >> (this.#bits & 7));
      }
      this.#bits += 1;
    }
  }

  /** So many zeros, then a one. */
  writeUnary(zeros: number): void {
    this.#room(zeros + 1);
    this.#bits += zeros;
    this.write(1, 1);
  }

  /** What has been written, filled up with zeros to a whole byte. */
  bytes(): Uint8Array {
    this.#bits = (this.#bits + 7) & ~7;
    return this.#bytes.slice(0, this.#bits >> 3);
  }

  #room(bits: number): void {
    const needed = ((this.#bits + bits) >> 3) + 1;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
