import { readFileSync } from 'node:fs';
import { ByteReader } from './byte-reader.ts';
import { GgufError } from './gguf-error.ts';
import {
  alignedLength,
  GGUF_MAGIC,
  GGUF_VERSION,
  METADATA_TYPE_IDS,
  type Metadata,
  type MetadataTypeName,
  type MetadataValue,
  TENSOR_TYPES,
  type TensorTypeName,
  tensorByteLength,
} from './gguf-format.ts';

export type TensorEntry = {
  name: string;
  type: TensorTypeName;
  /** ggml order: the dimension that runs fastest comes first. */
  shape: number[];
  /** The tensor's bytes inside the file's own buffer. */
  bytes: Uint8Array;
};

export type GgufFile = { metadata: Metadata; tensors: Map<string, TensorEntry> };

/** Bytes of the shortest metadata entry (empty key, 1-byte value) and tensor row (no name, no dimension). */
const SMALLEST_METADATA_BYTES = 13;
const SMALLEST_TENSOR_BYTES = 24;
/** ggml's GGML_MAX_DIMS. */
const MAX_DIMENSIONS = 4;

const METADATA_TYPE_NAMES = Object.keys(METADATA_TYPE_IDS) as MetadataTypeName[];
const TENSOR_TYPE_NAMES = Object.keys(TENSOR_TYPES) as TensorTypeName[];

/** Reads a GGUF v3 file with tensors of the types that we write. @throws GgufError */
export function readGguf(path: string): GgufFile {
  return decodeGguf(readFileSync(path));
}

/** The same as {@link readGguf}, from memory. @throws GgufError */
export function decodeGguf(bytes: Uint8Array): GgufFile {
  const reader = new ByteReader(bytes);
  if (bytes.byteLength < GGUF_MAGIC.length || reader.latin1(GGUF_MAGIC.length) !== GGUF_MAGIC) {
    throw new GgufError('not-gguf', 'the file does not start with GGUF');
  }
  const version = Number(reader.number('u32'));
  if (version !== GGUF_VERSION) {
    throw new GgufError('unsupported-version', `GGUF version ${version}; only ${GGUF_VERSION} can be read`);
  }
  const tensorCount = reader.count(SMALLEST_TENSOR_BYTES);
  const metadataCount = reader.count(SMALLEST_METADATA_BYTES);

  const metadata: Metadata = {};
  for (let i = 0; i < metadataCount; i++) {
    const key = reader.string();
    if (Object.hasOwn(metadata, key)) throw new GgufError('malformed', `metadata ${key} appears twice`);
    metadata[key] = metadataValue(reader);
  }
  const rows = Array.from({ length: tensorCount }, () => tensorRow(reader));
  const dataStart = alignedLength(reader.position);
  const tensors = new Map<string, TensorEntry>();
  for (const { offset, ...row } of rows) {
    if (tensors.has(row.name)) throw new GgufError('malformed', `tensor ${row.name} appears twice`);
    tensors.set(row.name, { ...row, bytes: dataOf(row, bytes, dataStart + offset) });
  }
  return { metadata, tensors };
}

function metadataValue(reader: ByteReader): MetadataValue {
  const type = metadataType(reader);
  if (type !== 'array') return { type, value: reader.scalar(type) };
  const itemType = metadataType(reader);
  if (itemType === 'array') throw new GgufError('malformed', 'arrays of arrays are not supported');
  const length = reader.count(1);
  return { type, itemType, value: Array.from({ length }, () => reader.scalar(itemType)) };
}

function metadataType(reader: ByteReader): MetadataTypeName {
  const id = Number(reader.number('u32'));
  const name = METADATA_TYPE_NAMES.find((candidate) => METADATA_TYPE_IDS[candidate] === id);
  if (!name) throw new GgufError('malformed', `unknown metadata type ${id}`);
  return name;
}

function tensorRow(reader: ByteReader): Omit<TensorEntry, 'bytes'> & { offset: number } {
  const name = reader.string();
  const dimensions = Number(reader.number('u32'));
  if (dimensions > MAX_DIMENSIONS) throw new GgufError('malformed', `${name} has ${dimensions} dimensions`);
  const shape = Array.from({ length: dimensions }, () => Number(reader.number('u64')));
  const id = Number(reader.number('u32'));
  const type = TENSOR_TYPE_NAMES.find((candidate) => TENSOR_TYPES[candidate].id === id);
  if (!type) throw new GgufError('malformed', `${name} has the unsupported tensor type ${id}`);
  return { name, type, shape, offset: Number(reader.number('u64')) };
}

function dataOf(row: Omit<TensorEntry, 'bytes'>, bytes: Uint8Array, start: number): Uint8Array {
  const elements = row.shape.reduce((product, dimension) => product * dimension, 1);
  if (elements % TENSOR_TYPES[row.type].blockElements !== 0) {
    throw new GgufError('malformed', `${row.name} does not fill whole blocks`);
  }
  const end = start + tensorByteLength(row.type, elements);
  if (end > bytes.byteLength)
    throw new GgufError('truncated', `the data of ${row.name} lies outside the file`);
  return bytes.subarray(start, end);
}
