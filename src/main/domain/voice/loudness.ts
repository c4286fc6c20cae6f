import type { Speech } from '../../inference/tts.ts';

const FRAME_MS = 10;

export interface Loudness {
  /** How loud a stretch is at its loudest, against the loud parts of the whole: 0 to 1. */
  relative(startMs: number, endMs: number): number;
}

/** Measures how loud speech is over time. */
export function createLoudness({
  samples,
  sampleRateHz,
}: Pick<Speech, 'samples' | 'sampleRateHz'>): Loudness {
  const frameSamples = Math.max(1, Math.round((sampleRateHz * FRAME_MS) / 1000));
  const frames = new Float32Array(Math.ceil(samples.length / frameSamples));
  for (let frame = 0; frame < frames.length; frame++) {
    const part = samples.subarray(frame * frameSamples, (frame + 1) * frameSamples);
    let energy = 0;
    for (const sample of part) energy += sample * sample;
    frames[frame] = Math.sqrt(energy / Math.max(1, part.length));
  }
  // One loud click should not make everything else look quiet.
  const loud = frames.toSorted()[Math.floor(frames.length * 0.9)] ?? 0;
  return {
    relative(startMs, endMs) {
      if (loud <= 0) return 0;
      const stretch = frames.subarray(
        Math.floor(startMs / FRAME_MS),
        Math.max(1, Math.ceil(endMs / FRAME_MS)),
      );
      return Math.min(1, Math.max(0, ...stretch) / loud);
    },
  };
}
