import { foldWord, type Gender } from '../read/mention.ts';
import type { Candidate } from './discourse.ts';
import type { ReferenceMeaning } from './reference.ts';

const GEOGRAPHY = new Set(['city', 'country', 'region']);
/** What a city or a country may be called. */
const LARGE = new Set(['place', 'city', 'town', 'village', 'country', 'region', 'island']);
/** Groups that are one word and many people. */
const COLLECTIVE = /^(?:family|couple|team|crowd|band|group|staff|police|government|audience|people)$/;

/**
 * How well somebody or something fits what a word may mean, from 0 to 1.
 *
 * @returns null where it cannot be meant
 */
export function agreement(candidate: Candidate, means: ReferenceMeaning): number | null {
  switch (means.type) {
    case 'person':
      return ofPerson(candidate, means.gender, means.isOfWords === true);
    case 'several':
      return ofSeveral(candidate);
    case 'thing':
      return ofThing(candidate, means.gender ?? null);
    case 'place':
      if (candidate.isPlural) return null;
      return candidate.kind === 'place'
        ? 1
        : candidate.kind === 'organization' && candidate.isNamed
          ? 0.6
          : null;
    case 'date':
      return candidate.kind === 'date' ? 1 : null;
    case 'called':
      return ofCalled(candidate, means);
    case 'that_one':
      return ofThatOne(candidate, means.word);
    default:
      return null;
  }
}

function ofPerson(candidate: Candidate, gender: Gender, isOfWords: boolean): number | null {
  if (candidate.isPlural) return null;
  if (
    isOfWords &&
    candidate.kind !== 'person' &&
    candidate.kind !== 'date' &&
    candidate.kind !== 'amount' &&
    candidate.gender !== null
  ) {
    return candidate.gender === gender ? 0.85 : null;
  }
  if (candidate.gender !== null && candidate.kind !== 'person' && !candidate.isAnimal) return null;
  if (candidate.gender !== null) return candidate.gender === gender ? 1 : null;
  if (candidate.kind === 'person') return 0.75;
  if (candidate.isAnimal) return 0.65;
  // A name that nobody knows may be anybody's.
  return candidate.kind === 'thing' && candidate.isNamed ? 0.55 : null;
}

function ofSeveral(candidate: Candidate): number | null {
  if (candidate.kind === 'date' || candidate.kind === 'amount') return null;
  if (candidate.isPlural) return candidate.kind === 'person' ? 1 : 0.95;
  if (COLLECTIVE.test(candidate.head)) return 0.9;
  if (candidate.kind === 'organization') return 0.75;
  return candidate.kind === 'person' && candidate.gender === null ? 0.65 : null;
}

function ofThing(candidate: Candidate, gender: Gender | null): number | null {
  if (
    candidate.isPlural ||
    candidate.kind === 'person' ||
    candidate.kind === 'amount' ||
    candidate.kind === 'date'
  )
    return null;
  if (gender !== null && candidate.gender !== null && gender !== candidate.gender) return null;
  if (candidate.isAnimal) return candidate.isNamed ? 0.6 : 0.85;
  if (candidate.kind === 'thing') return candidate.isNamed && /^\p{Lu}/u.test(candidate.name) ? 0.9 : 1;
  return candidate.kind === 'organization' ? 0.85 : 0.8;
}

function ofCalled(candidate: Candidate, means: ReferenceMeaning & { type: 'called' }): number | null {
  if (candidate.isPlural !== means.isPlural) return null;
  if (means.gender !== null && candidate.gender !== null && means.gender !== candidate.gender) return null;
  if (means.kind === 'amount') return candidate.kind === 'amount' ? 1 : null;
  if (candidate.head === means.head && !candidate.isNamed) return 1;
  if (candidate.head === means.head || candidate.relation === means.head) return 0.95;
  if (candidate.isNamed && foldWord(candidate.name).split(' ').includes(means.head)) return 0.97;
  if (means.isExact) return null;
  if (candidate.kind !== means.kind) return null;
  if (GEOGRAPHY.has(candidate.head) && !LARGE.has(means.head)) return null;
  // `that restaurant` for what was called a hotel would be somebody's mistake.
  if (!candidate.isNamed && candidate.kind !== 'person') return means.head === 'place' ? 0.8 : null;
  return candidate.relation === null ? 0.85 : 0.8;
}

function ofThatOne(candidate: Candidate, word: string | null): number | null {
  if (candidate.isPlural || candidate.kind === 'date' || candidate.kind === 'amount') return null;
  if (word !== null) return candidate.name.toLowerCase().split(/\s+/).includes(word) ? 1 : null;
  return candidate.kind === 'person' ? (candidate.isNamed ? null : 0.7) : 1;
}
