import type { Gender, MentionKind } from '../read/mention.ts';

/** A word that means somebody or something said elsewhere. */
export interface Reference {
  /** As it stands in the text. */
  text: string;
  startChar: number;
  endChar: number;
  means: ReferenceMeaning;
}

export type ReferenceMeaning =
  /** In languages whose words have a gender, a thing too. */
  | { type: 'person'; gender: Gender; isObject: boolean; isOfWords?: boolean }
  /** Several, or one whose gender is not said. */
  | { type: 'several'; isObject: boolean }
  | { type: 'thing'; isObject: boolean; gender?: Gender | null }
  | { type: 'place' }
  | { type: 'date' }
  /** `that restaurant`; with `the`, only what was called so before. */
  | {
      type: 'called';
      kind: MentionKind;
      head: string;
      gender: Gender | null;
      isPlural: boolean;
      isExact: boolean;
    }
  /** Of the last list: from 0, or from its end with a negative number. */
  | { type: 'item'; index: number; head: string | null }
  | { type: 'middle' }
  | { type: 'pair'; which: 0 | 1 | 'both' }
  | { type: 'all' }
  | { type: 'that_one'; word: string | null }
  | { type: 'other_one' };

/** Somebody or something that a reference may mean. */
export interface Referent {
  kind: MentionKind;
  name: string;
  gender: Gender | null;
  isPlural: boolean;
  relation: string | null;
  isNamed: boolean;
  isAnimal: boolean;
  head: string;
  value: string | null;
  /** Of one that is known from before. */
  entityId: string | null;
}

export interface Resolution {
  reference: Reference;
  /** Several for `both`; empty where it is not clear. */
  referents: readonly Referent[];
  /** From 0 to 1; of one that is not clear, that of the best guess. */
  confidence: number;
}

/** Below this nothing is said: a wrong guess is worse than none. */
export const CONFIDENCE_MIN = 0.5;
