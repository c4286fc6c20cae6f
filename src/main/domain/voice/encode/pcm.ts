import { encodeWav } from '../wav.ts';
import type { SoundEncoder } from './sound-encoder.ts';

const NOTHING = new Uint8Array(0);
const RIFF_SIZE_AT = 4;
const DATA_SIZE_AT = 40;

/** Little-endian samples, and nothing else. */
export async function openPcm(): Promise<SoundEncoder> {
  return { push: littleEndian, end: () => NOTHING, dispose() {} };
}

/** A WAV file whose header says the largest size there is: how long it will be is not known when it begins. */
export async function openWav(sampleRateHz: number): Promise<SoundEncoder> {
  const header = encodeWav(new Int16Array(0), sampleRateHz);
  header.writeUInt32LE(0xffff_ffff, RIFF_SIZE_AT);
  header.writeUInt32LE(0xffff_ffff, DATA_SIZE_AT);
  let before: Uint8Array = header;
  const begin = (bytes: Uint8Array) => {
    const all = Buffer.concat([before, bytes]);
    before = NOTHING;
    return all;
  };
  return { push: (samples) => begin(littleEndian(samples)), end: () => begin(NOTHING), dispose() {} };
}

function littleEndian(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) bytes.writeInt16LE(sample, at * 2);
  return bytes;
}
