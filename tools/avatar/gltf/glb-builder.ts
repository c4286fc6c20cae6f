type Json = Record<string, unknown>;

const FLOAT = 5126;
const UNSIGNED_SHORT = 5123;
const UNSIGNED_BYTE = 5121;
export const VERTEX_DATA = 34962;
export const INDEX_DATA = 34963;

/** Collects binary data and the accessors that describe it, then writes one GLB (glTF 2.0, section 4.4). */
export class GlbBuilder {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  readonly #views: Json[] = [];
  readonly #accessors: Json[] = [];

  /** Adds bytes, aligned to four, and returns the number of their buffer view. */
  addView(data: ArrayBufferView, target?: number): number {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const view: Json = { buffer: 0, byteOffset: this.#bytes, byteLength: bytes.length };
    if (target) view.target = target;
    this.#views.push(view);
    const padding = (4 - (bytes.length % 4)) % 4;
    this.#chunks.push(bytes, new Uint8Array(padding));
    this.#bytes += bytes.length + padding;
    return this.#views.length - 1;
  }

  /** Adds 32-bit floats; `limits` writes min and max, which positions and animation times must have. */
  addFloats(
    type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4',
    rows: ReadonlyArray<readonly number[]>,
    options: { limits?: boolean; target?: number } = {},
  ): number {
    const data = Float32Array.from(rows.flat());
    const accessor: Json = {
      bufferView: this.addView(data, options.target),
      componentType: FLOAT,
      count: rows.length,
      type,
    };
    if (options.limits) Object.assign(accessor, limits(data, rows[0]?.length ?? 1));
    return this.#add(accessor);
  }

  /** Adds triangle indices, 16 bits each. Throws when a vertex number does not fit. */
  addIndices(indices: readonly number[]): number {
    if (indices.some((index) => index >= 65535))
      throw new Error('A mesh has too many vertices for 16-bit indices');
    const view = this.addView(Uint16Array.from(indices), INDEX_DATA);
    return this.#add({
      bufferView: view,
      componentType: UNSIGNED_SHORT,
      count: indices.length,
      type: 'SCALAR',
    });
  }

  /** Adds four bytes per vertex: joint numbers, or weights as shares of 255. */
  addBytes(rows: ReadonlyArray<readonly number[]>, normalized: boolean): number {
    const view = this.addView(Uint8Array.from(rows.flat()), VERTEX_DATA);
    const accessor: Json = {
      bufferView: view,
      componentType: UNSIGNED_BYTE,
      count: rows.length,
      type: 'VEC4',
    };
    if (normalized) accessor.normalized = true;
    return this.#add(accessor);
  }

  /** Adds 3D offsets of which most are zero: only the others are stored (glTF 2.0, section 3.6.2.3). */
  addSparse(rows: ReadonlyArray<readonly [number, number, number]>): number {
    const floats = Float32Array.from(rows.flat());
    const moved: number[] = [];
    for (let i = 0; i < rows.length; i++)
      if (Math.hypot(floats[i * 3]!, floats[i * 3 + 1]!, floats[i * 3 + 2]!) > 1e-6) moved.push(i);
    const values = Float32Array.from(moved.flatMap((i) => [...floats.subarray(i * 3, i * 3 + 3)]));
    const kept = new Float32Array(floats.length);
    for (const [n, i] of moved.entries()) kept.set(values.subarray(n * 3, n * 3 + 3), i * 3);
    const accessor: Json = { componentType: FLOAT, count: rows.length, type: 'VEC3', ...limits(kept, 3) };
    if (moved.length)
      accessor.sparse = {
        count: moved.length,
        indices: { bufferView: this.addView(Uint16Array.from(moved)), componentType: UNSIGNED_SHORT },
        values: { bufferView: this.addView(values) },
      };
    return this.#add(accessor);
  }

  #add(accessor: Json): number {
    this.#accessors.push(accessor);
    return this.#accessors.length - 1;
  }

  /** The finished file; `document` is everything but buffers, views and accessors. */
  finish(document: Json): Uint8Array {
    const json = {
      ...document,
      accessors: this.#accessors,
      bufferViews: this.#views,
      buffers: [{ byteLength: this.#bytes }],
    };
    const text = Buffer.from(JSON.stringify(json));
    const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
    const header = Buffer.alloc(20);
    header.write('glTF', 0, 'ascii');
    header.writeUInt32LE(2, 4);
    header.writeUInt32LE(28 + padded.length + this.#bytes, 8);
    header.writeUInt32LE(padded.length, 12);
    header.write('JSON', 16, 'ascii');
    const binary = Buffer.alloc(8);
    binary.writeUInt32LE(this.#bytes, 0);
    binary.write('BIN\0', 4, 'ascii');
    return new Uint8Array(Buffer.concat([header, padded, binary, ...this.#chunks]));
  }
}

function limits(data: Float32Array, width: number): { min: number[]; max: number[] } {
  const min = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  const max = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < data.length; i++) {
    min[i % width] = Math.min(min[i % width]!, data[i]!);
    max[i % width] = Math.max(max[i % width]!, data[i]!);
  }
  return { min, max };
}
