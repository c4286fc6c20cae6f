import type { Viseme, VisemeMark } from '../../../shared/viseme.ts';
import type { Speech } from '../../inference/tts.ts';
import { isStressed, isVowel, type LipAction, lipActions } from './ipa-shapes.ts';
import { createLoudness } from './loudness.ts';
import { loudnessMarks } from './loudness-lip-sync.ts';

/** How long a shape lingers into the next one. */
const LEAD_OUT_MS = 40;
/** A shorter gap between two sounds, e.g. before a stop or at a change of tone, does not rest the mouth. */
const SHORTEST_REST_MS = 90;
/** A rest that is not a closure: the lips come together, but not pressed. */
const REST_WEIGHT = 0.8;
const STRESS_GAIN = 1.12;
/** The quietest vowel is opened this much of a loud one. */
const QUIET_SHARE = 0.45;
const NEUTRAL: Shape = { viseme: 'ee', weight: 0.4 };

interface Shape {
  viseme: Exclude<Viseme, 'sil'>;
  weight: number;
}

interface Segment {
  startMs: number;
  endMs: number;
  action: LipAction | { kind: 'rest' };
  stressed: boolean;
}

/**
 * Mouth shapes for speech, from its phonemes; from its loudness when the voice reports none. Every sound has a mark
 * that begins when the sound does. Sounds that leave the lips free take the shape of the nearest vowel, so rounding
 * begins in the consonants before a rounded vowel.
 */
export function toVisemes(speech: Speech): VisemeMark[] {
  const durationMs = (speech.samples.length / speech.sampleRateHz) * 1000;
  const segments = segmentsOf(speech, durationMs);
  if (segments.length === 0) return loudnessMarks(speech);
  const loudness = createLoudness(speech);
  return segments.map((segment, index) => {
    const next = segments[index + 1];
    const lingersMs = next && next.action.kind !== 'closed' ? LEAD_OUT_MS : 0;
    const t = Math.round(segment.startMs);
    const endMs = Math.min(durationMs, segment.endMs + lingersMs);
    const d = Math.max(1, Math.round(endMs) - t);
    if (segment.action.kind === 'rest') return { t, d, v: 'sil', w: REST_WEIGHT };
    if (segment.action.kind === 'closed') return { t, d, v: 'sil', w: 1 };
    const { viseme, weight } = shapeOf(segments, index);
    const loud = QUIET_SHARE + (1 - QUIET_SHARE) * loudness.relative(segment.startMs, segment.endMs);
    const gain = loud * (segment.stressed ? STRESS_GAIN : 1);
    return { t, d, v: viseme, w: Math.min(1, Math.round(weight * gain * 100) / 100) };
  });
}

function segmentsOf({ phonemes }: Speech, durationMs: number): Segment[] {
  const segments: Segment[] = [];
  for (const [index, { ipa, startMs }] of phonemes.entries()) {
    const endMs = Math.min(durationMs, phonemes[index + 1]?.startMs ?? durationMs);
    if (endMs - startMs < 1) continue;
    const actions = lipActions(ipa);
    const stressed = isStressed(ipa);
    const partMs = (endMs - startMs) / Math.max(1, actions.length);
    for (const [part, action] of actions.entries()) {
      const partStartMs = startMs + part * partMs;
      segments.push({ startMs: partStartMs, endMs: partStartMs + partMs, action, stressed });
    }
    if (actions.length > 0) continue;
    const last = segments.at(-1);
    // A mark without a letter of its own, such as ʲ, only lengthens the sound before it.
    const silent = !/\p{L}/u.test(ipa);
    const rests = silent && (endMs - startMs >= SHORTEST_REST_MS || last?.action.kind === 'rest');
    if (rests && last?.action.kind !== 'rest')
      segments.push({ startMs, endMs, action: { kind: 'rest' }, stressed });
    else if (last) last.endMs = endMs;
  }
  return segments;
}

/** The shape of a segment that has lips to move: its own, or its share of a neighbour's. */
function shapeOf(segments: readonly Segment[], index: number): Shape {
  const action = segments[index]?.action;
  if (action?.kind === 'shape') return action;
  const share = action?.kind === 'borrowed' ? action.share : 1;
  const { viseme, weight } = neighbour(segments, index, 1) ?? neighbour(segments, index, -1) ?? NEUTRAL;
  return { viseme, weight: weight * share };
}

/** The nearest vowel or rounded consonant in one direction, not across a rest. */
function neighbour(segments: readonly Segment[], index: number, step: 1 | -1): Shape | undefined {
  for (let at = index + step; ; at += step) {
    const action = segments[at]?.action;
    if (!action || action.kind === 'rest') return undefined;
    if (action.kind === 'shape' && (isVowel(action) || action.viseme === 'ou')) return action;
  }
}
