import { TENSOR_TYPES, type TensorTypeName, tensorByteLength } from './gguf-format.ts';

/**
 * Encodes numbers the way ggml stores them in a tensor of the given type (little-endian).
 * Throws RangeError when the values do not fill whole blocks of the type.
 */
export function encodeTensor(type: TensorTypeName, values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(tensorByteLength(type, values.length));
  if (type === 'f32') {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  } else if (type === 'f16') {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat16(i * 2, values[i] ?? 0, true);
  } else {
    encodeQ8(values, bytes);
  }
  return bytes;
}

/** The numbers that llama.cpp will see in a tensor encoded by {@link encodeTensor}. */
export function decodeTensor(type: TensorTypeName, bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { blockBytes, blockElements } = TENSOR_TYPES[type];
  const values = new Float32Array((bytes.byteLength / blockBytes) * blockElements);
  for (let i = 0; i < values.length; i++) {
    if (type === 'f32') values[i] = view.getFloat32(i * 4, true);
    else if (type === 'f16') values[i] = view.getFloat16(i * 2, true);
    else {
      const block = Math.floor(i / blockElements) * blockBytes;
      values[i] = view.getFloat16(block, true) * view.getInt8(block + 2 + (i % blockElements));
    }
  }
  return values;
}

/** Q8_0: per 32 numbers a half-float scale (largest magnitude / 127), then 32 signed bytes. */
function encodeQ8(values: Float32Array, bytes: Uint8Array): void {
  const { blockElements, blockBytes } = TENSOR_TYPES.q8_0;
  const view = new DataView(bytes.buffer);
  for (let block = 0; block * blockElements < values.length; block++) {
    const start = block * blockElements;
    let largest = 0;
    for (let i = 0; i < blockElements; i++) largest = Math.max(largest, Math.abs(values[start + i] ?? 0));
    const scale = largest / 127;
    const inverse = scale === 0 ? 0 : 1 / scale;
    view.setFloat16(block * blockBytes, scale, true);
    for (let i = 0; i < blockElements; i++) {
      view.setInt8(block * blockBytes + 2 + i, Math.round((values[start + i] ?? 0) * inverse));
    }
  }
}
