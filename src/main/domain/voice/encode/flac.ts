import { BitWriter } from './bit-writer.ts';
import { flacFrame } from './flac-frame.ts';
import type { SoundEncoder } from './sound-encoder.ts';

const BLOCK_SAMPLES = 4096;
const STREAM_INFO_BYTES = 34;

/**
 * FLAC: the samples as they are, in about half the bytes.
 * Source: RFC 9639, "Free Lossless Audio Codec (FLAC)".
 */
export async function openFlac(sampleRateHz: number): Promise<SoundEncoder> {
  let before = header(sampleRateHz);
  let waiting: number[] = [];
  let frames = 0;
  const begin = (bytes: readonly Uint8Array[]) => {
    const all = Buffer.concat([before, ...bytes]);
    before = new Uint8Array(0);
    return all;
  };
  return {
    push(samples) {
      for (const sample of samples) waiting.push(sample);
      const ready: Uint8Array[] = [];
      for (; waiting.length >= BLOCK_SAMPLES; waiting = waiting.slice(BLOCK_SAMPLES)) {
        ready.push(flacFrame(Int32Array.from(waiting.slice(0, BLOCK_SAMPLES)), frames++));
      }
      return begin(ready);
    },
    end: () => begin(waiting.length === 0 ? [] : [flacFrame(Int32Array.from(waiting), frames++)]),
    dispose() {},
  };
}

/** How many samples there will be, and their checksum, are not known when the stream begins: zeros say so. */
function header(sampleRateHz: number): Uint8Array {
  const bits = new BitWriter();
  for (const letter of Buffer.from('fLaC')) bits.write(letter, 8);
  // The last block of metadata, which is the stream's description.
  bits.write(0x80, 8);
  bits.write(STREAM_INFO_BYTES, 24);
  bits.write(BLOCK_SAMPLES, 16);
  bits.write(BLOCK_SAMPLES, 16);
  bits.write(0, 24);
  bits.write(0, 24);
  bits.write(sampleRateHz, 20);
  // One channel, less one; sixteen bits, less one.
  bits.write(0, 3);
  bits.write(15, 5);
  bits.write(0, 4);
  bits.write(0, 32);
  for (let word = 0; word < 4; word++) bits.write(0, 32);
  return bits.bytes();
}
