import type { Viseme, VisemeMark } from '../../../shared/viseme.ts';
import type { Speech } from '../../inference/tts.ts';
import { createLoudness } from './loudness.ts';

const STEP_MS = 60;
const SILENT = 0.08;
/** Zero crossings tell hissing and bright sounds from dark ones: per second, at the edges between the shapes. */
const SHAPES: readonly (readonly [mostCrossingsPerSecond: number, viseme: Exclude<Viseme, 'sil'>])[] = [
  [700, 'ou'],
  [1100, 'oh'],
  [2000, 'aa'],
  [3200, 'ee'],
  [Number.POSITIVE_INFINITY, 'ih'],
];

/**
 * Mouth shapes from the sound alone, for voices that report no phonemes: as wide as the sound is loud, and shaped by
 * how bright it is.
 */
export function loudnessMarks({
  samples,
  sampleRateHz,
}: Pick<Speech, 'samples' | 'sampleRateHz'>): VisemeMark[] {
  const loudness = createLoudness({ samples, sampleRateHz });
  const durationMs = (samples.length / sampleRateHz) * 1000;
  const marks: VisemeMark[] = [];
  for (let t = 0; t < durationMs; t += STEP_MS) {
    const level = loudness.relative(t, t + STEP_MS);
    const silent = level < SILENT;
    const v = silent ? 'sil' : shapeOf(samples, sampleRateHz, t);
    const w = silent ? 0.8 : Math.round(level * 90) / 100;
    const last = marks.at(-1);
    const d = Math.max(1, Math.round(Math.min(STEP_MS, durationMs - t)));
    if (last && last.v === v && Math.abs(last.w - w) < 0.1) last.d = t + d - last.t;
    else marks.push({ t, d, v, w });
  }
  return marks;
}

function shapeOf(samples: Int16Array, sampleRateHz: number, startMs: number): Exclude<Viseme, 'sil'> {
  const start = Math.round((startMs / 1000) * sampleRateHz);
  const end = Math.min(samples.length, Math.round(((startMs + STEP_MS) / 1000) * sampleRateHz));
  let crossings = 0;
  for (let i = start + 1; i < end; i++) {
    if ((samples[i] ?? 0) >= 0 !== (samples[i - 1] ?? 0) >= 0) crossings += 1;
  }
  const perSecond = (crossings / Math.max(1, end - start)) * sampleRateHz;
  return SHAPES.find(([most]) => perSecond <= most)?.[1] ?? 'aa';
}
