/**
 * The words of the GGUF v3 file format.
 * Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export const GGUF_MAGIC = 'GGUF';
export const GGUF_VERSION = 3;
export const GGUF_ALIGNMENT_BYTES = 32;

/** Number that the file stores in front of each metadata value. */
export const METADATA_TYPE_IDS = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  string: 8,
  array: 9,
  u64: 10,
  i64: 11,
  f64: 12,
} as const;

export type MetadataTypeName = keyof typeof METADATA_TYPE_IDS;
export type ScalarTypeName = Exclude<MetadataTypeName, 'array'>;
export type ScalarValue = number | bigint | boolean | string;

/** One metadata value with the type it has in the file. Arrays hold scalars of one type; nesting is not needed here. */
export type MetadataValue =
  | { type: ScalarTypeName; value: ScalarValue }
  | { type: 'array'; itemType: ScalarTypeName; value: readonly ScalarValue[] };

export type Metadata = Record<string, MetadataValue>;

/** Bytes per block and elements per block of the tensor types that we write. */
export const TENSOR_TYPES = {
  f32: { id: 0, blockElements: 1, blockBytes: 4 },
  f16: { id: 1, blockElements: 1, blockBytes: 2 },
  q8_0: { id: 8, blockElements: 32, blockBytes: 34 },
} as const;

/** Token types of `tokenizer.ggml.token_type`. Source: llama.h, `enum llama_token_type`. */
export const TOKEN_TYPE = { normal: 1, control: 3, unused: 5 } as const;

export type TensorTypeName = keyof typeof TENSOR_TYPES;

/** Bytes that a tensor of this many elements takes, without padding. */
export function tensorByteLength(type: TensorTypeName, elements: number): number {
  const { blockElements, blockBytes } = TENSOR_TYPES[type];
  if (elements % blockElements !== 0) {
    throw new RangeError(`${elements} elements do not fill whole ${type} blocks of ${blockElements}`);
  }
  return (elements / blockElements) * blockBytes;
}

export function alignedLength(bytes: number, alignmentBytes = GGUF_ALIGNMENT_BYTES): number {
  return Math.ceil(bytes / alignmentBytes) * alignmentBytes;
}

export const u32 = (value: number): MetadataValue => ({ type: 'u32', value });
export const f32 = (value: number): MetadataValue => ({ type: 'f32', value });
export const bool = (value: boolean): MetadataValue => ({ type: 'bool', value });
export const text = (value: string): MetadataValue => ({ type: 'string', value });
export const textArray = (value: readonly string[]): MetadataValue => ({
  type: 'array',
  itemType: 'string',
  value,
});
export const i32Array = (value: readonly number[]): MetadataValue => ({
  type: 'array',
  itemType: 'i32',
  value,
});
