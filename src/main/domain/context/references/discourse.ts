import { foldWord, type Mention } from '../read/mention.ts';
import type { Referent } from './reference.ts';

/** Somebody or something that was spoken of, and how much it is in everybody's mind. */
export interface Candidate extends Referent {
  /** Where it was last spoken of, counted in sentences through the whole conversation, with the part of the last one. */
  sentence: number;
  /** Where in its text that was. */
  lastStartChar: number;
  message: number;
  isSubject: boolean;
  isEmbedded: boolean;
  times: number;
  /** It was last spoken of by itself, and not among others. */
  isAlone: boolean;
  /** Known from before this conversation. */
  isStored: boolean;
}

/** Several that were said side by side: `Anna and Ben`, the lines of a list. */
export interface Enumeration {
  items: readonly Candidate[];
  sentence: number;
  message: number;
  isLines: boolean;
}

/** Everything that was spoken of up to some word. */
export class Discourse {
  readonly candidates: Candidate[] = [];
  readonly enumerations: Enumeration[] = [];

  /** Speaks of something. @returns the candidate that it is, an old one where it was spoken of before */
  mention(mention: Mention, at: { sentence: number; message: number; isAlone: boolean }): Candidate {
    const known = this.#known(mention);
    const place = {
      ...at,
      lastStartChar: mention.startChar,
      isSubject: mention.isSubject,
      isEmbedded: mention.isEmbedded,
      isStored: false,
    };
    if (known === undefined) {
      const { kind, name, gender, isPlural, relation, isNamed, isAnimal, head, value } = mention;
      const fresh = {
        kind,
        name,
        gender,
        isPlural,
        relation,
        isNamed,
        isAnimal,
        head,
        value,
        entityId: null,
        times: 1,
        ...place,
      };
      this.candidates.push(fresh);
      return fresh;
    }
    Object.assign(known, place, { times: known.times + 1 });
    known.gender ??= mention.gender;
    known.relation ??= mention.relation;
    if (mention.isNamed && (!known.isNamed || mention.name.length > known.name.length)) {
      known.name = mention.name;
      known.isNamed = true;
    }
    return known;
  }

  /** What a reference was found to mean is in everybody's mind again. */
  touch(
    candidate: Candidate,
    at: { sentence: number; message: number; startChar: number; isSubject: boolean },
  ): void {
    const { startChar, ...place } = at;
    Object.assign(candidate, place, {
      isEmbedded: false,
      lastStartChar: startChar,
      isAlone: true,
      times: candidate.times + 1,
    });
  }

  #known(mention: Mention): Candidate | undefined {
    if (mention.kind === 'date' || mention.kind === 'amount') return undefined;
    return this.candidates.findLast((candidate) => areSame(candidate, mention));
  }
}

/** Whether both are of the same one. */
function areSame(candidate: Candidate, mention: Mention): boolean {
  if (candidate.gender !== null && mention.gender !== null && candidate.gender !== mention.gender)
    return false;
  if (candidate.isPlural !== mention.isPlural) return false;
  if (mention.isNamed && candidate.isNamed) return isSameName(candidate, mention);
  // `my sister` after `my sister Mia`, and the other way round.
  if (mention.relation !== null) return candidate.relation === mention.relation;
  if (mention.isNamed || candidate.isNamed) return false;
  // `a bike` after `a bike` is another one.
  return candidate.head === mention.head && !/^(?:an?|some|another|one|two|three)\s/i.test(mention.name);
}

function isSameName(candidate: Candidate, mention: Mention): boolean {
  const a = foldWord(candidate.name);
  const b = foldWord(mention.name);
  if (a === b) return true;
  if (candidate.kind !== 'person' || mention.kind === 'place' || mention.kind === 'organization')
    return false;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return !short.includes(' ') && long.split(' ').includes(short);
}
