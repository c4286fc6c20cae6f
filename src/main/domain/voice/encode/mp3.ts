import type { SoundEncoder } from './sound-encoder.ts';

/** Enough for one voice. */
const BITRATE_KBPS = 64;

/** MPEG layer III, by LAME. */
export async function openMp3(sampleRateHz: number): Promise<SoundEncoder> {
  const { createMp3Encoder } = await import('wasm-media-encoders');
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: sampleRateHz, channels: 1, bitrate: BITRATE_KBPS });
  return {
    // What it returns is a window on its own memory.
    push: (samples) => encoder.encode([Float32Array.from(samples, (sample) => sample / 32_768)]).slice(),
    end: () => encoder.finalize().slice(),
    dispose() {},
  };
}
