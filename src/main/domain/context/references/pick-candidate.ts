import { agreement } from './agreement.ts';
import type { Candidate } from './discourse.ts';
import type { Reference } from './reference.ts';

/** Where a reference stands. */
export interface ReferencePlace {
  /** Of its sentence, counted through the whole conversation. */
  sentence: number;
  message: number;
  /** Who may not be meant: whoever does something to the one that is. */
  excluded: ReadonlySet<Candidate>;
}

export interface Choice {
  candidate: Candidate;
  confidence: number;
}

/** What was said a sentence ago is this much less in mind. */
const FADES = 0.82;
/** After so many sentences nobody is sure any more. */
const FRESH_SENTENCES = 4;
/** So much better than the next one must a candidate be to be beyond doubt. */
const CLEAR_LEAD = 0.3;

/** The one that a reference means most likely; null where nobody fits. */
export function pickCandidate(
  candidates: readonly Candidate[],
  { means }: Reference,
  place: ReferencePlace,
): Choice | null {
  // Where something is has nothing to do with what the sentence was about.
  const isObject = 'isObject' in means && means.isObject;
  const subjectBonus = means.type === 'place' || means.type === 'date' ? 0 : isObject ? 0.06 : 0.14;
  const scored = candidates
    .flatMap((candidate) => {
      if (place.excluded.has(candidate)) return [];
      const fit = agreement(candidate, means);
      return fit === null ? [] : [{ candidate, fit, score: fit * inMind(candidate, place, subjectBonus) }];
    })
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (best === undefined) return null;
  const lead = second === undefined ? 1 : (best.score - second.score) / best.score;
  const age = place.sentence - best.candidate.sentence;
  const freshness = Math.max(0.6, 1 - 0.05 * Math.max(0, age - FRESH_SENTENCES));
  const certainty = 0.4 + 0.55 * Math.min(1, lead / CLEAR_LEAD);
  const confidence = certainty * freshness * (0.6 + 0.4 * best.fit);
  return {
    candidate: best.candidate,
    confidence: best.candidate.isStored ? Math.min(confidence, 0.7) : confidence,
  };
}

/** How much somebody or something is in everybody's mind, from 0 to about 1. */
function inMind(candidate: Candidate, { sentence, message }: ReferencePlace, subjectBonus: number): number {
  const recency = FADES ** Math.max(0, sentence - candidate.sentence);
  return (
    recency * 0.7 +
    (candidate.isSubject ? subjectBonus : 0) -
    (candidate.isEmbedded ? 0.1 : 0) +
    (candidate.isNamed ? 0.03 : 0) +
    (candidate.message === message ? 0.03 : 0) +
    (candidate.isAlone ? 0.03 : 0) +
    Math.min(3, candidate.times - 1) * 0.04
  );
}
