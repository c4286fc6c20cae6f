import { readFileSync } from 'node:fs';

export type SafeTensor = {
  /** Row-major: the last dimension runs fastest. */
  shape: number[];
  values: Float32Array;
};

type HeaderEntry = { dtype: string; shape: number[]; data_offsets: [number, number] };

/**
 * Reads a safetensors file of 32-bit floats.
 * Source: https://github.com/huggingface/safetensors (8-byte header length, JSON header, then the data).
 * Throws RangeError for a file that ends early and TypeError for another number type.
 */
export function readSafetensors(path: string): Map<string, SafeTensor> {
  const file = readFileSync(path);
  if (file.length < 8) throw new RangeError(`${path} is too short for a safetensors file`);
  const dataStart = 8 + Number(file.readBigUInt64LE(0));
  if (dataStart > file.length) throw new RangeError(`${path} ends inside its header`);
  const header = JSON.parse(file.toString('utf8', 8, dataStart)) as Record<string, HeaderEntry>;
  const tensors = new Map<string, SafeTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (entry.dtype !== 'F32') throw new TypeError(`${name} is ${entry.dtype}, not F32`);
    const [start, end] = entry.data_offsets;
    if (dataStart + end > file.length) throw new RangeError(`${path} ends inside ${name}`);
    // A copy, because a Float32Array must start at a multiple of four bytes.
    const bytes = Uint8Array.from(file.subarray(dataStart + start, dataStart + end));
    tensors.set(name, { shape: entry.shape, values: new Float32Array(bytes.buffer) });
  }
  return tensors;
}
