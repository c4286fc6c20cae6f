import { PETS, RELATIVES } from '../extract/english/words.ts';
import { CHINESE } from '../extract/languages/chinese.ts';
import { FRENCH } from '../extract/languages/french.ts';
import { GERMAN } from '../extract/languages/german.ts';
import { JAPANESE } from '../extract/languages/japanese.ts';
import { SPANISH } from '../extract/languages/spanish.ts';
import { isUser, type Subject } from '../fact.ts';

const PEOPLE = new Map<string, string>([
  ...[GERMAN, FRENCH, SPANISH, JAPANESE, CHINESE].flatMap(({ people }) => Object.entries(people)),
  ...PETS.map((pet): [string, string] => [pet, pet]),
  ...RELATIVES,
]);
const OWN_WORDS =
  /(?<!\p{L})(?:my|our|mein\p{L}*|mon|ma|mes|mi|mis)\s+((?:\p{L}+\s+){0,2}?[\p{L}-]+?)(?:'s|s)?(?!\p{L})/giu;
const OF_USER =
  /(?<!\p{L})(?:i|my|me|mine|myself|we|our|ich|mein\p{L}*|mir|mich|je|j'|mon|ma|mes|moi|yo|mi|mis|me)(?!\p{L})|私|僕|俺|わたし|我/iu;

/** What a question says about whom it asks for. */
export interface AskedSubject {
  /** Relatives and pets that it names, in English. */
  relations: ReadonlySet<string>;
  /** Whether it asks for something of the user. */
  ofUser: boolean;
}

export function askedSubject(question: string): AskedSubject {
  const relations = new Set<string>();
  for (const [, words = ''] of question.matchAll(OWN_WORDS)) {
    const lower = words.toLowerCase();
    const relation =
      PEOPLE.get(lower) ?? PEOPLE.get(lower.split(' ').at(-1) ?? '') ?? PEOPLE.get(lower.replace(/s$/u, ''));
    if (relation !== undefined) relations.add(relation);
  }
  if (/[\p{Script=Han}\p{Script=Hiragana}]/u.test(question)) {
    for (const [word, relation] of PEOPLE) {
      if (/^\p{Script=Han}|^\p{Script=Hiragana}/u.test(word) && question.includes(word))
        relations.add(relation);
    }
  }
  return { relations, ofUser: OF_USER.test(question) };
}

/** How well whom a memory is about is whom a question asks for: 0 to 1. */
export function subjectMatch(question: string, asked: AskedSubject, subject: Subject, value: string): number {
  const says = (name: string) =>
    new RegExp(String.raw`(?<!\p{L})${escaped(name)}(?:'s|s)?(?!\p{Script=Latin})`, 'iu').test(question);
  if (subject.name !== null && says(subject.name)) return 1;
  if (asked.relations.size > 0) {
    return [...asked.relations].some((relation) => isSameRelation(relation, subject.relation)) ? 1 : 0;
  }
  if (!isUser(subject)) return value !== '' && says(value) ? 0.9 : 0;
  return asked.ofUser ? 1 : 0.4;
}

/** `sister` is asked for, an `older sister` is known. */
function isSameRelation(asked: string, known: string | null): boolean {
  return known !== null && (known === asked || known.endsWith(` ${asked}`) || asked.endsWith(` ${known}`));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
