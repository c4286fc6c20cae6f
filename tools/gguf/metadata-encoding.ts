import {
  METADATA_TYPE_IDS,
  type MetadataValue,
  type ScalarTypeName,
  type ScalarValue,
} from './gguf-format.ts';

/** A metadata value as GGUF stores it: its type, then its bytes; an array adds the type and number of its items. */
export function encodeMetadataValue(metadata: MetadataValue): Uint8Array {
  const typeId = encodeScalar('u32', METADATA_TYPE_IDS[metadata.type]);
  if (metadata.type !== 'array') return Buffer.concat([typeId, encodeScalar(metadata.type, metadata.value)]);
  return Buffer.concat([
    typeId,
    encodeScalar('u32', METADATA_TYPE_IDS[metadata.itemType]),
    encodeScalar('u64', metadata.value.length),
    ...metadata.value.map((item) => encodeScalar(metadata.itemType, item)),
  ]);
}

/** One value, little-endian. Strings are UTF-8 behind their length. Throws RangeError when a number does not fit. */
export function encodeScalar(type: ScalarTypeName, value: ScalarValue): Uint8Array {
  if (type === 'string') {
    const bytes = Buffer.from(String(value), 'utf8');
    return Buffer.concat([encodeScalar('u64', bytes.length), bytes]);
  }
  const bytes = Buffer.alloc(8);
  return bytes.subarray(0, write(bytes, type, value));
}

/** @returns the number of bytes used */
function write(bytes: Buffer, type: Exclude<ScalarTypeName, 'string'>, value: ScalarValue): number {
  switch (type) {
    case 'bool':
      return bytes.writeUInt8(value ? 1 : 0);
    case 'u8':
      return bytes.writeUInt8(Number(value));
    case 'i8':
      return bytes.writeInt8(Number(value));
    case 'u16':
      return bytes.writeUInt16LE(Number(value));
    case 'i16':
      return bytes.writeInt16LE(Number(value));
    case 'u32':
      return bytes.writeUInt32LE(Number(value));
    case 'i32':
      return bytes.writeInt32LE(Number(value));
    case 'f32':
      return bytes.writeFloatLE(Number(value));
    case 'u64':
      return bytes.writeBigUInt64LE(BigInt(value));
    case 'i64':
      return bytes.writeBigInt64LE(BigInt(value));
    case 'f64':
      return bytes.writeDoubleLE(Number(value));
  }
}
