/** Of the sequence of signs; any other does as well, as long as it stays. */
const SEED = 0x9e3779b9;
/** Fewer say too little, also of short vectors. */
const BITS_MIN = 256;

/**
 * Turns vectors into short codes of bits whose differences tell how far apart the vectors are. A random rotation
 * spreads what a vector says over all bits, also where most of its numbers are 0; the centre is taken away first,
 * because vectors of many models all point roughly the same way.
 *
 * Sources: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002; Ailon and Chazelle, "The
 * Fast Johnson–Lindenstrauss Transform", 2009.
 */
export class VectorCoder {
  readonly dimensions: number;
  /** A multiple of 8, as memory is compared. */
  readonly codeBytes: number;
  readonly #center: Float32Array;
  readonly #signs: Float32Array;
  readonly #rotated: Float32Array;

  /** @param center what vectors like those that are coded have in common: their mean */
  constructor(center: Float32Array) {
    this.dimensions = center.length;
    const bits = Math.max(BITS_MIN, 2 ** Math.ceil(Math.log2(center.length)));
    this.codeBytes = bits / 8;
    this.#center = center;
    this.#rotated = new Float32Array(bits);
    this.#signs = new Float32Array(center.length);
    let state = SEED;
    for (let at = 0; at < center.length; at++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      this.#signs[at] = (state & 1) === 0 ? 1 : -1;
    }
  }

  /** @param into gets the code; as long as `codeBytes` */
  code(vector: Float32Array, into: Uint8Array): void {
    const rotated = this.#rotated;
    for (let at = 0; at < this.dimensions; at++) {
      rotated[at] = ((vector[at] as number) - (this.#center[at] as number)) * (this.#signs[at] as number);
    }
    rotated.fill(0, this.dimensions);
    hadamard(rotated);
    for (let byte = 0; byte < into.length; byte++) {
      let bits = 0;
      for (let bit = 0; bit < 8; bit++) {
        if ((rotated[byte * 8 + bit] as number) > 0) bits |= 1 << bit;
      }
      into[byte] = bits;
    }
  }
}

/** The Walsh–Hadamard transform, in place and not scaled; the length is a power of two. */
function hadamard(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let start = 0; start < values.length; start += 2 * half) {
      for (let at = start; at < start + half; at++) {
        const a = values[at] as number;
        const b = values[at + half] as number;
        values[at] = a + b;
        values[at + half] = a - b;
      }
    }
  }
}
