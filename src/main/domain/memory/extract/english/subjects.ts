import { type Subject, USER } from '../../fact.ts';
import { alternatives, NOT_NAMES, PETS, RELATIVES } from './words.ts';

const PLURALS: ReadonlyMap<string, string> = new Map(
  [
    'parents',
    'grandparents',
    'kids',
    'children',
    'sisters',
    'brothers',
    'friends',
    'in-laws',
    'siblings',
    'sons',
    'daughters',
    'cousins',
    'neighbours',
    'colleagues',
    'twins',
    ...PETS.map((pet) => `${pet}s`),
  ].map((word) => [word, word === 'kids' ? 'children' : word]),
);
const RELATION = alternatives([...PLURALS.keys(), ...RELATIVES.keys(), ...PETS]);
const ADVERBS =
  '(?:really|recently|finally|probably|usually|actually|currently|absolutely|already|mostly|sometimes|often|also|just|still|only|both|always|now|truly|definitely|certainly|totally|kinda|sort of|kind of|even|quite|simply|particularly|especially|generally|mainly|basically|literally|do|too|all|recently|originally|sadly|luckily|happily|all|very much|so|lately|clearly|obviously)';
/** A verb that tells something of whoever stands before it. */
const VERB =
  "(?:is|was|are|am|has|have|had|lives?|living|moved|moves|works?|likes?|loves?|hates?|dislikes?|enjoys?|adores?|studies|plays?|speaks?|comes?|grew|turned|turns|drinks?|eats?|does|do|will|just|got|owns?|drives?|called|named|can|cannot|passed|died|goes|visits|visited|became|started|used|reads?|collects?|wants?|prefers?|lived|born|no longer|never|always|really|also|recently|now|still|keeps|learns|who|'s)";
/** One capital word or up to three, as names are written. */
export const NAME = String.raw`(?-i:\p{Lu}[\p{L}]*(?:['-]\p{L}+)*(?:\s(?:(?:van|von|de|der|da|di|del|la|le)\s)*\p{Lu}[\p{L}]*(?:['-]\p{L}+)*){0,2})`;

const OF_USER = /^(?:i|we|(?:me and )?my (?:\w+ ){0,2}and (?:i|me)|me and my \w+(?: \w+)?)\s+(.+)$/iu;
const OF_RELATIVE = new RegExp(
  String.raw`^(?:my|our)\s+(?:(?:dear|beloved|lovely|poor|own|new|old|beautiful|dearest|wonderful)\s+)?(?<relation>${RELATION})(?:\s*,?\s*(?<name>${NAME}|[\p{L}][\p{L}'-]+(?=,?\s+${VERB}\b)))?\s*,?\s*(?<rest>'s?\s.+|\s.+)?$`,
  'iu',
);
const OF_NAME = new RegExp(String.raw`^(?<name>${NAME})(?<rest>'s?\s.+|\s.+)$`, 'iu');
const OF_PRONOUN = /^(?:she|he|they|it)\s+(?<rest>.+)$/iu;
const THEIRS = /^(?:her|his|their|its)\s+(?<rest>.+)$/iu;

export interface Spoken {
  subject: Subject;
  /** What is said of them; begins with `'s ` where it is said of something of theirs. */
  rest: string;
}

export interface WhoIsWho {
  /** Whom `she` or `he` means. */
  last: Subject | null;
  /** Names that were told before, with what they are to the user; lower case. */
  known: ReadonlyMap<string, Subject>;
}

/** Who a clause speaks of, and what it says of them; null where it speaks of nobody in particular. */
export function subjectOf(clause: string, { last, known }: WhoIsWho): Spoken | null {
  const ofUser = OF_USER.exec(clause);
  if (ofUser?.[1] !== undefined) return { subject: USER, rest: withoutAdverbs(ofUser[1]) };

  const relative = OF_RELATIVE.exec(clause)?.groups;
  if (relative !== undefined) {
    const relation = relationWord(relative.relation ?? '');
    const name = relative.name === undefined ? null : asName(relative.name);
    const rest =
      name === null && relative.name !== undefined
        ? `${relative.name}${relative.rest ?? ''}`
        : (relative.rest ?? '');
    return { subject: { relation, name }, rest: withoutAdverbs(rest.trim()) };
  }

  const pronoun = OF_PRONOUN.exec(clause)?.groups;
  if (pronoun !== undefined)
    return last === null ? null : { subject: last, rest: withoutAdverbs(pronoun.rest ?? '') };
  const theirs = THEIRS.exec(clause)?.groups;
  if (theirs !== undefined) return last === null ? null : { subject: last, rest: `'s ${theirs.rest}` };

  for (const [name, subject] of known) {
    if (clause.toLowerCase().startsWith(`${name} `) || clause.toLowerCase().startsWith(`${name}'s `)) {
      return { subject, rest: withoutAdverbs(clause.slice(name.length).trim()) };
    }
  }
  const named = OF_NAME.exec(clause)?.groups;
  if (named?.name === undefined) return null;
  const name = asName(named.name);
  return name === null
    ? null
    : { subject: { relation: null, name }, rest: withoutAdverbs((named.rest ?? '').trim()) };
}

/** @returns the words as a name, or null where they are none. */
export function asName(words: string): string | null {
  const name = words
    .trim()
    .replace(/['"]+$|^['"]+/gu, '')
    .replace(/\s+/gu, ' ');
  const parts = name.split(' ');
  if (name === '' || parts.length > 4 || name.length > 50 || /[^\p{L}\p{M} .'’-]/u.test(name)) return null;
  if (NOT_NAMES.has(name.toLowerCase())) return null;
  const plain = parts.length > 1 && /^(?:mr|mrs|ms|dr)$/iu.test(parts[0] ?? '') ? parts.slice(1) : parts;
  if (plain.some((part) => NOT_NAMES.has(part.toLowerCase()))) return null;
  if (new RegExp(`^${ADVERBS}$`, 'iu').test(name)) return null;
  return parts
    .map((part) => (part === part.toLowerCase() ? part.charAt(0).toUpperCase() + part.slice(1) : part))
    .join(' ');
}

/** @returns what somebody is called in a memory, who was called `word`; null for no relative and no pet */
export function relationWord(word: string): string {
  const lower = word.toLowerCase().replace(/\s+/gu, ' ');
  return (
    RELATIVES.get(lower) ??
    PLURALS.get(lower) ??
    lower.replace(/^(?:puppy|kitty)$/, (pet) => (pet === 'kitty' ? 'cat' : pet))
  );
}

export function withoutAdverbs(rest: string): string {
  const adverb = new RegExp(String.raw`^${ADVERBS}\s+(?!not\b)`, 'iu');
  let text = rest.trim();
  for (let count = 0; count < 3; count++) text = text.replace(adverb, '');
  return text;
}
