import type { PhonemeMark, Speech } from '../tts.ts';

/** About -50 dB: below the breath of any voice, above the noise of rounding. */
const SILENT_AMPLITUDE = 100;
/** Left before the first sound, so that a soft consonant keeps its beginning. */
const LEAD_IN_MS = 8;
/** Left after the last one: a clause that ends dead sounds cut off. */
const LEAD_OUT_MS = 25;

/** Cuts the silence before and after speech and moves the phonemes' times to match. All-silent samples become none. */
export function trimSilence({ samples, sampleRateHz, phonemes }: Speech): Speech {
  const first = samples.findIndex(isSound);
  if (first < 0) return { sampleRateHz, samples: new Int16Array(0), phonemes: [] };
  const last = samples.findLastIndex(isSound);
  const start = Math.max(0, first - msToSamples(LEAD_IN_MS, sampleRateHz));
  const end = Math.min(samples.length, last + 1 + msToSamples(LEAD_OUT_MS, sampleRateHz));
  const startMs = (start / sampleRateHz) * 1000;
  const durationMs = ((end - start) / sampleRateHz) * 1000;
  return {
    sampleRateHz,
    samples: samples.slice(start, end),
    phonemes: phonemes.map((mark) => moved(mark, startMs)).filter((mark) => mark.startMs <= durationMs),
  };
}

function isSound(sample: number): boolean {
  return Math.abs(sample) > SILENT_AMPLITUDE;
}

function moved({ startMs, ipa }: PhonemeMark, byMs: number): PhonemeMark {
  return { startMs: Math.max(0, startMs - byMs), ipa };
}

function msToSamples(ms: number, sampleRateHz: number): number {
  return Math.round((ms / 1000) * sampleRateHz);
}
