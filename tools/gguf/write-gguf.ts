import { closeSync, openSync, writeSync } from 'node:fs';
import {
  alignedLength,
  GGUF_MAGIC,
  GGUF_VERSION,
  METADATA_TYPE_IDS,
  type Metadata,
  type MetadataValue,
  type ScalarTypeName,
  type ScalarValue,
  TENSOR_TYPES,
  type TensorTypeName,
  tensorByteLength,
} from './gguf-format.ts';

/** A tensor to write. `shape` is in ggml order: the dimension that runs fastest comes first. */
export type TensorToWrite = {
  name: string;
  type: TensorTypeName;
  shape: readonly number[];
  /** Called once, when its turn comes, so that a big model is never whole in memory. */
  encode: () => Uint8Array;
};

export type GgufToWrite = { metadata: Metadata; tensors: readonly TensorToWrite[] };

/** Writes a GGUF v3 file, tensor by tensor. Throws RangeError when a tensor's data does not have its shape's length. */
export function writeGguf(path: string, file: GgufToWrite): void {
  const out = openSync(path, 'w');
  try {
    for (const bytes of ggufChunks(file)) writeSync(out, bytes);
  } finally {
    closeSync(out);
  }
}

/** The same file as {@link writeGguf} makes, in memory. */
export function encodeGguf(file: GgufToWrite): Uint8Array {
  return Buffer.concat([...ggufChunks(file)]);
}

/** Header, metadata and tensor table with the padding that the data section starts after. */
export function encodeGgufHeader(file: GgufToWrite): Uint8Array {
  const chunks: Uint8Array[] = [
    Buffer.from(GGUF_MAGIC, 'latin1'),
    scalar('u32', GGUF_VERSION),
    scalar('u64', file.tensors.length),
    scalar('u64', Object.keys(file.metadata).length),
  ];
  for (const [key, value] of Object.entries(file.metadata)) {
    chunks.push(scalar('string', key), scalar('u32', METADATA_TYPE_IDS[value.type]), metadataValue(value));
  }
  let offset = 0;
  for (const tensor of file.tensors) {
    chunks.push(scalar('string', tensor.name), scalar('u32', tensor.shape.length));
    for (const dimension of tensor.shape) chunks.push(scalar('u64', dimension));
    chunks.push(scalar('u32', TENSOR_TYPES[tensor.type].id), scalar('u64', offset));
    offset += alignedLength(byteLengthOf(tensor));
  }
  return padded(Buffer.concat(chunks));
}

function* ggufChunks(file: GgufToWrite): Generator<Uint8Array> {
  yield encodeGgufHeader(file);
  for (const tensor of file.tensors) {
    const bytes = tensor.encode();
    if (bytes.byteLength !== byteLengthOf(tensor)) {
      throw new RangeError(
        `${tensor.name}: ${bytes.byteLength} bytes of data for a shape of ${byteLengthOf(tensor)}`,
      );
    }
    yield padded(bytes);
  }
}

function byteLengthOf(tensor: TensorToWrite): number {
  return tensorByteLength(
    tensor.type,
    tensor.shape.reduce((product, dimension) => product * dimension, 1),
  );
}

function padded(bytes: Uint8Array): Uint8Array {
  const length = alignedLength(bytes.byteLength);
  if (length === bytes.byteLength) return bytes;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  return whole;
}

function metadataValue(value: MetadataValue): Uint8Array {
  if (value.type !== 'array') return scalar(value.type, value.value);
  return Buffer.concat([
    scalar('u32', METADATA_TYPE_IDS[value.itemType]),
    scalar('u64', value.value.length),
    ...value.value.map((item) => scalar(value.itemType, item)),
  ]);
}

function scalar(type: ScalarTypeName, value: ScalarValue): Uint8Array {
  if (type === 'string') {
    const bytes = Buffer.from(String(value), 'utf8');
    return Buffer.concat([scalar('u64', bytes.length), bytes]);
  }
  const view = new DataView(new ArrayBuffer(8));
  const length = scalarWriters[type](view, value);
  return new Uint8Array(view.buffer, 0, length);
}

/** Each writes at offset 0 and returns the bytes used. */
const scalarWriters: Record<
  Exclude<ScalarTypeName, 'string'>,
  (view: DataView, value: ScalarValue) => number
> = {
  u8: (view, value) => (view.setUint8(0, Number(value)), 1),
  i8: (view, value) => (view.setInt8(0, Number(value)), 1),
  bool: (view, value) => (view.setUint8(0, value ? 1 : 0), 1),
  u16: (view, value) => (view.setUint16(0, Number(value), true), 2),
  i16: (view, value) => (view.setInt16(0, Number(value), true), 2),
  u32: (view, value) => (view.setUint32(0, Number(value), true), 4),
  i32: (view, value) => (view.setInt32(0, Number(value), true), 4),
  f32: (view, value) => (view.setFloat32(0, Number(value), true), 4),
  u64: (view, value) => (view.setBigUint64(0, BigInt(value), true), 8),
  i64: (view, value) => (view.setBigInt64(0, BigInt(value), true), 8),
  f64: (view, value) => (view.setFloat64(0, Number(value), true), 8),
};
