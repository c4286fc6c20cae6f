import type { FileReader } from './file-reader.ts';
import { tensorBytes } from './ggml-types.ts';

/** What a GGUF file says of itself before its tensors. */
export interface GgufHeader {
  /** Metadata that is one number, truth value or text; lists are left out. */
  metadata: ReadonlyMap<string, string | number | boolean>;
  /** Where the last tensor's data ends: the size that the file must have at least. */
  endBytes: number;
}

/** The file does not follow the format; `message` completes the sentence "the file …". */
export class MalformedGguf extends Error {}

const LOWEST_VERSION = 2;
const HIGHEST_VERSION = 3;
const DEFAULT_ALIGNMENT_BYTES = 32;
const MOST_DIMENSIONS = 4;
/** Bytes of the shortest metadata entry (empty key, one-byte value) and tensor row (no name, no dimension). */
const SHORTEST_ENTRY_BYTES = 13;
const SHORTEST_TENSOR_BYTES = 24;
const LONGEST_KEY_BYTES = 65_535;
const LONGEST_KEPT_TEXT_BYTES = 4096;

const STRING = 8;
const ARRAY = 9;
/** Bytes of each metadata type by its number; texts and lists have no fixed size. */
const SCALAR_BYTES: Record<number, number> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/**
 * Reads a GGUF header and believes none of its numbers: a count or length that the file cannot hold is an error.
 * Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 *
 * @throws MalformedGguf, EndOfFile
 */
export function readGgufHeader(reader: FileReader): GgufHeader {
  if (reader.bytesLeft < 4 || reader.bytes(4).toString('latin1') !== 'GGUF') {
    throw new MalformedGguf('is not a GGUF model');
  }
  const version = reader.u32();
  if (version < LOWEST_VERSION || version > HIGHEST_VERSION) throw new MalformedGguf(versionProblem(version));
  const tensorCount = count(reader, SHORTEST_TENSOR_BYTES, 'tensors');
  const entryCount = count(reader, SHORTEST_ENTRY_BYTES, 'metadata entries');
  const metadata = new Map<string, string | number | boolean>();
  for (let i = 0; i < entryCount; i++) {
    const key = text(reader, LONGEST_KEY_BYTES, 'the name of a metadata entry');
    const value = metadataValue(reader, reader.u32(), key);
    if (value !== undefined) metadata.set(key, value);
  }
  const tensors = Array.from({ length: tensorCount }, () => tensorRow(reader));
  const alignment = alignmentOf(metadata);
  const dataStart = Math.ceil(reader.position / alignment) * alignment;
  return {
    metadata,
    endBytes: tensors.reduce(
      (end, { offset, bytes }) => Math.max(end, dataStart + offset + bytes),
      reader.position,
    ),
  };
}

function versionProblem(version: number): string {
  // Version 3 read from the wrong end.
  if (version === 0x03000000 || version === 0x02000000) return 'is written for big-endian machines';
  return `has GGUF version ${version}, and versions ${LOWEST_VERSION} and ${HIGHEST_VERSION} can be read`;
}

function count(reader: FileReader, smallestBytes: number, what: string): number {
  const announced = reader.u64();
  if (announced * smallestBytes > reader.bytesLeft) {
    throw new MalformedGguf(`announces ${announced} ${what} and is too short to hold them`);
  }
  return announced;
}

function text(reader: FileReader, longestBytes: number, what: string): string {
  const length = reader.u64();
  if (length > Math.min(longestBytes, reader.bytesLeft)) {
    throw new MalformedGguf(`is damaged: ${what} has a length of ${length} bytes`);
  }
  return reader.bytes(length).toString('utf8');
}

/** Undefined for lists and for texts too long to be a name. */
function metadataValue(reader: FileReader, type: number, key: string): string | number | boolean | undefined {
  if (type === ARRAY) {
    skipArray(reader, key);
    return undefined;
  }
  if (type === STRING) {
    const length = reader.u64();
    if (length > reader.bytesLeft)
      throw new MalformedGguf(`is damaged: ${key} has a length of ${length} bytes`);
    if (length <= LONGEST_KEPT_TEXT_BYTES) return reader.bytes(length).toString('utf8');
    reader.skip(length);
    return undefined;
  }
  const size = SCALAR_BYTES[type];
  if (size === undefined) throw new MalformedGguf(`is damaged: ${key} has the unknown type ${type}`);
  return scalar(reader.bytes(size), type);
}

function scalar(bytes: Buffer, type: number): number | boolean {
  if (type === 7) return bytes[0] !== 0;
  if (type === 6) return bytes.readFloatLE();
  if (type === 12) return bytes.readDoubleLE();
  if (type === 10) return Number(bytes.readBigUInt64LE());
  if (type === 11) return Number(bytes.readBigInt64LE());
  const signed = type === 1 || type === 3 || type === 5;
  return signed ? bytes.readIntLE(0, bytes.length) : bytes.readUIntLE(0, bytes.length);
}

function skipArray(reader: FileReader, key: string): void {
  const type = reader.u32();
  const size = type === STRING ? 8 : SCALAR_BYTES[type];
  if (size === undefined) throw new MalformedGguf(`is damaged: ${key} is a list of the unknown type ${type}`);
  const length = count(reader, size, `items in ${key}`);
  if (type !== STRING) {
    reader.skip(length * size);
    return;
  }
  for (let i = 0; i < length; i++) reader.skip(reader.u64());
}

function tensorRow(reader: FileReader): { offset: number; bytes: number } {
  const name = text(reader, LONGEST_KEY_BYTES, 'the name of a tensor');
  const dimensions = reader.u32();
  if (dimensions > MOST_DIMENSIONS)
    throw new MalformedGguf(`is damaged: ${name} has ${dimensions} dimensions`);
  let elements = 1;
  for (let i = 0; i < dimensions; i++) elements *= reader.u64();
  const type = reader.u32();
  const offset = reader.u64();
  // Of a type younger than our table at least the first byte must be there.
  return { offset, bytes: tensorBytes(type, elements) ?? 1 };
}

function alignmentOf(metadata: GgufHeader['metadata']): number {
  const alignment = metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT_BYTES;
  const usable = typeof alignment === 'number' && alignment > 0 && alignment % 8 === 0;
  if (!usable) throw new MalformedGguf(`is damaged: its alignment is ${alignment}`);
  return alignment;
}
