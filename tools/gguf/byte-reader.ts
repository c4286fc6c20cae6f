import { GgufError } from './gguf-error.ts';
import type { ScalarTypeName, ScalarValue } from './gguf-format.ts';

type NumberTypeName = Exclude<ScalarTypeName, 'string' | 'bool'>;

/** Reads a GGUF header from front to back. Every method throws GgufError instead of leaving the file. */
export class ByteReader {
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#position;
  }

  latin1(length: number): string {
    return this.#take(length).toString('latin1');
  }

  string(): string {
    const length = this.number('u64');
    return this.#take(length).toString('utf8');
  }

  scalar(type: ScalarTypeName): ScalarValue {
    if (type === 'string') return this.string();
    if (type === 'bool') return this.number('u8') !== 0;
    return this.number(type);
  }

  /** A number of things to come, each at least this many bytes long: more than the file can hold is an error. */
  count(smallestBytes: number): number {
    const count = this.number('u64');
    if (Number(count) * smallestBytes > this.#view.byteLength - this.#position) {
      throw new GgufError('truncated', `the file announces ${count} entries and is too short for them`);
    }
    return Number(count);
  }

  number(type: NumberTypeName): number | bigint {
    const bytes = this.#take(NUMBER_BYTES[type]);
    switch (type) {
      case 'u8':
        return bytes.readUInt8();
      case 'i8':
        return bytes.readInt8();
      case 'u16':
        return bytes.readUInt16LE();
      case 'i16':
        return bytes.readInt16LE();
      case 'u32':
        return bytes.readUInt32LE();
      case 'i32':
        return bytes.readInt32LE();
      case 'f32':
        return bytes.readFloatLE();
      case 'f64':
        return bytes.readDoubleLE();
      case 'u64':
        return bytes.readBigUInt64LE();
      case 'i64':
        return bytes.readBigInt64LE();
    }
  }

  #take(length: number | bigint): Buffer {
    if (length > this.#view.byteLength - this.#position) {
      throw new GgufError('truncated', `${length} more bytes are expected after byte ${this.#position}`);
    }
    const start = this.#view.byteOffset + this.#position;
    this.#position += Number(length);
    return Buffer.from(this.#view.buffer, start, Number(length));
  }
}

const NUMBER_BYTES: Record<NumberTypeName, number> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  u64: 8,
  i64: 8,
  f64: 8,
};
