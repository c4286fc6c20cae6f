/** What a mention may be of. A `thing` is whatever has no better word: a bike, a film, a dog. */
export const MENTION_KINDS = ['person', 'place', 'organization', 'date', 'amount', 'thing'] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

/** `neuter` is only of words, in languages that have it. */
export type Gender = 'female' | 'male' | 'neuter';

/** Somebody or something that a text speaks of. */
export interface Mention {
  kind: MentionKind;
  /** As it is called: `Mia`, `my red bike`. */
  name: string;
  /** Where it stands in the text, in UTF-16 units. */
  startChar: number;
  endChar: number;
  /** Of people their own, of things in languages that have one the word's; null where it is not known. */
  gender: Gender | null;
  isPlural: boolean;
  /** Of relatives, friends and pets: what they are to whoever speaks, in English. */
  relation: string | null;
  /** Whether it has a name of its own, and so is worth keeping. */
  isNamed: boolean;
  /** Alive, though no person. */
  isAnimal: boolean;
  /** Whether its sentence is about it. */
  isSubject: boolean;
  /** Inside of what is said of something else: `the capital of Peru`. */
  isEmbedded: boolean;
  /** What it is in one word, as far as that is said, folded: `bike`, and `city` for Lyon. */
  head: string;
  /** What a text that speaks of it is about: `job interview`; null where that says nothing. */
  topic: string | null;
  /** Of a date its day in ISO 8601, of an amount its number and unit. */
  value: string | null;
}

/** Languages whose texts are read for people, places and things; dates and amounts are found in more. */
export const READ_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type ReadLanguage = (typeof READ_LANGUAGES)[number];

/** What was read of a text. */
export interface ReadText {
  text: string;
  language: ReadLanguage | null;
  /** In the order of the text; none overlaps another. */
  mentions: readonly Mention[];
  /** What it is about, in its order; a topic that is named twice stands there twice. */
  topics: readonly string[];
}

export const NO_TRAITS = {
  gender: null,
  isPlural: false,
  relation: null,
  isNamed: false,
  isAnimal: false,
  isSubject: false,
  isEmbedded: false,
  topic: null,
  value: null,
} as const satisfies Partial<Mention>;

/** A word as words are compared: without accents and case. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}
