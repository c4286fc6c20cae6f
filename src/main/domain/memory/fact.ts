import type { MEMORY_KINDS } from '../../../shared/api/memories.ts';
import type { RelationName } from './wording/relations.ts';

export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** Languages that memories can be read from, and told in. */
export const MEMORY_LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'zh'] as const;
export type MemoryLanguage = (typeof MEMORY_LANGUAGES)[number];

/** Whom something is said of. Both null: the user. */
export interface Subject {
  /** What they are to the user, in English: `sister`, `cat`. Null for somebody known by name alone. */
  relation: string | null;
  name: string | null;
}

/** One thing that a message tells. */
export interface Fact {
  subject: Subject;
  relation: RelationName;
  /** What the relation is told of, where one word is not enough: the colour of `favourite`, the keys of `keeps`. */
  about: string | null;
  value: string;
  /** When it happens, in milliseconds since 1970; null for what has no date. */
  happensAtMs: number | null;
  /** From 0 to 1. */
  confidence: number;
}

/** What a message says to be over, or never to have been so. A null value means whatever it was. */
export type Ended = Pick<Fact, 'subject' | 'relation' | 'about'> & { value: string | null };

/** What the user asks to be forgotten. */
export interface ForgetWish {
  /** What was named, as facts. */
  facts: Fact[];
  /** What was named, in the user's words. */
  text: string;
}

export interface Extraction {
  facts: Fact[];
  ended: Ended[];
  forget: ForgetWish[];
}

export const USER: Subject = { relation: null, name: null };

/** Whether it is said of the user. */
export function isUser(subject: Subject): boolean {
  return subject.relation === null && subject.name === null;
}
