import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWav, encodeWav } from './wav.ts';

describe('WAV files', () => {
  it('hold the samples that were put in', () => {
    fc.assert(
      fc.property(fc.int16Array(), fc.constantFrom(16_000, 22_050, 48_000), (samples, sampleRateHz) => {
        expect(decodeWav(encodeWav(samples, sampleRateHz))).toEqual({ samples, sampleRateHz });
      }),
    );
  });

  it('begin with the header that players expect', () => {
    const wav = encodeWav(Int16Array.of(1, -1), 22_050);
    const header = '524946462800000057415645666d742010000000010001002256000044ac00000200100064617461';
    expect(wav.toString('hex')).toBe(`${header}040000000100ffff`);
  });

  it.each(['', 'RIFF', 'not a wave file, but long enough to hold a whole header of one'])(
    'refuse %j',
    (text) => {
      expect(() => decodeWav(Buffer.from(text))).toThrow(RangeError);
    },
  );
});
