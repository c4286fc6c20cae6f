import { closeSync, openSync, writeSync } from 'node:fs';
import {
  alignedLength,
  GGUF_MAGIC,
  GGUF_VERSION,
  type Metadata,
  TENSOR_TYPES,
  type TensorTypeName,
  tensorByteLength,
} from './gguf-format.ts';
import { encodeMetadataValue, encodeScalar as scalar } from './metadata-encoding.ts';

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

/** Everything before the tensor data: header, metadata and tensor table, without the padding that follows. */
export function encodeGgufHeader(file: GgufToWrite): Uint8Array {
  const chunks: Uint8Array[] = [
    Buffer.from(GGUF_MAGIC, 'latin1'),
    scalar('u32', GGUF_VERSION),
    scalar('u64', file.tensors.length),
    scalar('u64', Object.keys(file.metadata).length),
  ];
  for (const [key, value] of Object.entries(file.metadata)) {
    chunks.push(scalar('string', key), encodeMetadataValue(value));
  }
  let offset = 0;
  for (const tensor of file.tensors) {
    chunks.push(scalar('string', tensor.name), scalar('u32', tensor.shape.length));
    for (const dimension of tensor.shape) chunks.push(scalar('u64', dimension));
    chunks.push(scalar('u32', TENSOR_TYPES[tensor.type].id), scalar('u64', offset));
    offset += alignedLength(byteLengthOf(tensor));
  }
  return Buffer.concat(chunks);
}

function* ggufChunks(file: GgufToWrite): Generator<Uint8Array> {
  yield padded(encodeGgufHeader(file));
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
