import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damagedModels } from './damaged-models.ts';
import { GgufError } from './gguf-error.ts';
import { bool, f32, i32Array, type Metadata, text, textArray, u32 } from './gguf-format.ts';
import { decodeGguf } from './read-gguf.ts';
import { decodeTensor, encodeTensor } from './tensor-encoding.ts';
import { encodeGguf, type GgufToWrite } from './write-gguf.ts';

const metadata: Metadata = {
  'a.text': text('naïve 日本語 🦊'),
  'a.empty': text(''),
  'a.flag': bool(true),
  'a.count': u32(2 ** 32 - 1),
  'a.ratio': f32(0.5),
  'a.byte': { type: 'u8', value: 255 },
  'a.signed': { type: 'i16', value: -300 },
  'a.long': { type: 'u64', value: 2n ** 60n },
  'a.longSigned': { type: 'i64', value: -(2n ** 60n) },
  'a.double': { type: 'f64', value: Math.PI },
  'a.words': textArray(['x', '', 'Ġy']),
  'a.types': i32Array([1, -2, 3]),
};

function fileWith(values: Float32Array): GgufToWrite {
  return {
    metadata,
    tensors: (['f32', 'f16', 'q8_0'] as const).map((type) => ({
      name: `t.${type}`,
      type,
      shape: [32, values.length / 32],
      encode: () => encodeTensor(type, values),
    })),
  };
}

describe('a GGUF file that was written', () => {
  it('is read back with the same metadata and tensor shapes', () => {
    const file = decodeGguf(encodeGguf(fileWith(new Float32Array(96))));
    expect(file.metadata).toEqual(metadata);
    expect([...file.tensors.values()].map(({ name, shape }) => [name, shape])).toEqual([
      ['t.f32', [32, 3]],
      ['t.f16', [32, 3]],
      ['t.q8_0', [32, 3]],
    ]);
  });

  it('starts every tensor at a multiple of 32 bytes', () => {
    const file = encodeGguf(fileWith(new Float32Array(32)));
    for (const { bytes } of decodeGguf(file).tensors.values()) {
      expect((bytes.byteOffset - file.byteOffset) % 32).toBe(0);
    }
  });

  it('keeps numbers within the precision of the tensor type', () => {
    const float = fc.float({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(float, { minLength: 64, maxLength: 64 }), (numbers) => {
        const values = Float32Array.from(numbers);
        const { tensors } = decodeGguf(encodeGguf(fileWith(values)));
        const read = (type: 'f32' | 'f16' | 'q8_0') => decodeTensor(type, tensors.get(`t.${type}`)!.bytes);
        expect(read('f32')).toEqual(values);
        for (const [i, value] of values.entries()) {
          const largest = Math.max(...values.subarray(i & ~31, (i & ~31) + 32).map(Math.abs));
          expect(Math.abs(read('f16')[i]! - value)).toBeLessThanOrEqual(
            Math.abs(value) * 2 ** -11 + 2 ** -25,
          );
          // Half a step of 1/127 of the block's largest magnitude, and the scale's own rounding.
          expect(Math.abs(read('q8_0')[i]! - value)).toBeLessThanOrEqual(
            largest * (0.5 / 127 + 2 ** -10) + 2 ** -17,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a tensor whose data does not have its shape', () => {
    const file = fileWith(new Float32Array(32));
    const [first] = file.tensors;
    const wrong = { ...file, tensors: [{ ...first!, shape: [64] }] };
    expect(() => encodeGguf(wrong)).toThrow(RangeError);
  });
});

describe('a damaged file', () => {
  const damaged = damagedModels();

  it.each([
    ['text-file', 'not-gguf'],
    ['empty', 'not-gguf'],
    ['bad-magic', 'not-gguf'],
    ['version-99', 'unsupported-version'],
    ['only-magic', 'truncated'],
    ['cut-in-header', 'truncated'],
    ['cut-in-tensors', 'truncated'],
    ['tensor-count-absurd', 'truncated'],
    ['metadata-count-absurd', 'truncated'],
    ['string-length-absurd', 'truncated'],
    ['tensor-offset-outside', 'truncated'],
  ])('%s is reported as %s', (name, problem) => {
    expect(() => decodeGguf(damaged[name]!)).toThrow(expect.objectContaining({ problem }));
  });

  it('of any kind gives a GgufError and nothing else', () => {
    const bytes = encodeGguf(fileWith(new Float32Array(32)));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const broken = cut ? bytes.slice(0, at) : Uint8Array.from(bytes);
        if (!cut) broken[at] = value;
        try {
          decodeGguf(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(GgufError);
        }
      }),
    );
  });
});
