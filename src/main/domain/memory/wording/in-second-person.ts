import type { MemoryLanguage } from '../fact.ts';
import { readFact } from './read-fact.ts';
import { tellFactTo } from './tell-fact.ts';

const BASE: Readonly<Record<string, string>> = {
  is: 'are',
  has: 'have',
  does: 'do',
  was: 'were',
  goes: 'go',
};
const UNCHANGED = new Set([
  'always',
  'sometimes',
  'perhaps',
  'discuss',
  'pass',
  'miss',
  'guess',
  'kiss',
  'dress',
  'process',
]);

/**
 * A memory as one says it to the user: `The user's sister Mia lives in Lyon.` becomes `Your sister Mia lives in Lyon.`
 *
 * @param language what to say it in; English where the others have no words for it
 */
export function inSecondPerson(content: string, language: MemoryLanguage = 'en'): string {
  if (language !== 'en') {
    const fact = readFact(content);
    const told = fact === null ? null : tellFactTo(language, fact);
    if (told !== null) return told;
  }
  const ofUser = /^The user(?!'s) (?<verb>[\p{L}']+)(?<rest>.*)$/su.exec(content)?.groups;
  const sentence =
    ofUser === undefined
      ? content.replace(/^The user's\b/u, 'Your')
      : `You ${baseOf(ofUser.verb ?? '')}${ofUser.rest}`;
  const isYours = /^You\b/u.test(sentence) || /^Your\b/u.test(sentence);
  return sentence
    .replace(/\bthe user's\b/giu, 'your')
    .replace(/\bthe user\b/giu, 'you')
    .replace(/\bthe character's\b/giu, 'my')
    .replace(/\bthe character\b/giu, 'I')
    .replace(/(?<=\b(?:with|to|for|of|by|about|like|at) )I\b/gu, 'me')
    .replace(/(?<![\p{L}'])(?:their|them|theirs|themselves)(?![\p{L}'])/gu, (word) =>
      isYours ? (YOURS[word] ?? word) : word,
    );
}

const YOURS: Readonly<Record<string, string>> = {
  their: 'your',
  them: 'you',
  theirs: 'yours',
  themselves: 'yourself',
};

function baseOf(verb: string): string {
  if (Object.hasOwn(BASE, verb)) return BASE[verb] ?? verb;
  if (UNCHANGED.has(verb) || !verb.endsWith('s') || verb.endsWith('ss')) return verb;
  if (/[^aeiou]ies$/u.test(verb)) return `${verb.slice(0, -3)}y`;
  if (/(?:sses|shes|ches|xes|zes|oes)$/u.test(verb)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}
