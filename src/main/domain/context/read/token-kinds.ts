import type { Token } from './english-tokens.ts';
import { EMPTY_NOUNS, kindOfNoun, NAMES_OF_ANYBODY, PET_WORDS, singular } from './english-words.ts';
import type { Gender, MentionKind } from './mention.ts';

/* What the tags of a word say that it may be. */

const PERSON = ['Person', 'FirstName', 'LastName', 'MaleName', 'FemaleName', 'Honorific'];
const PLACE = ['Place', 'City', 'Country', 'Region'];
/** `Dr. Patel` is one name. */
export const TITLE = /^(?:mr|mrs|ms|miss|dr|prof|st|sir|lady|lord)$/;
const TITLE_GENDERS: Readonly<Record<string, Gender>> = {
  mr: 'male', sir: 'male', lord: 'male', mrs: 'female', ms: 'female', miss: 'female', lady: 'female',
}; // biome-ignore format: word by word
const NO_NAME = new Set([
  'i',
  'ok',
  'okay',
  'hi',
  'hello',
  'hey',
  'yes',
  'no',
  'oh',
  'lol',
  'well',
  'thanks',
  'mum',
  'mom',
  'dad',
]);

const NO_NAME_TAGS = ['Determiner', 'Preposition', 'Conjunction'];
const OWNERS = new Set(['my', 'your', 'his', 'her', 'its', 'our', 'their']);
/** Prepositions and the like that are tagged as adjectives. */
const NEVER_ADJECTIVES = new Set(['near', 'like', 'such', 'ago', 'sure', 'worth', 'about']);

export function isBeforeNoun(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const { tags, lower } = token;
  if (OWNERS.has(lower)) return true;
  if (tags.has('Pronoun') || NEVER_ADJECTIVES.has(lower)) return false;
  return tags.has('Determiner') || tags.has('Adjective') || tags.has('Ordinal') || tags.has('Cardinal');
}

export function isOwned(first: Token): boolean {
  return first.lower === 'my' || first.lower === 'our' || first.lower === 'your';
}

/** Words such as `sister` are tagged as if they were names. */
export function isCommonNoun(token: Token | undefined, isFirst: boolean): boolean {
  if (token === undefined) return false;
  const { tags, lower } = token;
  if (kindOfNoun(lower) !== 'thing' || PET_WORDS.has(lower))
    return isFirst || !isCapital(token.text) || tags.has('Plural');
  if (
    !tags.has('Noun') ||
    tags.has('Pronoun') ||
    tags.has('Date') ||
    tags.has('Value') ||
    tags.has('Possessive')
  )
    return false;
  return !tags.has('ProperNoun') && (isFirst || !isCapital(token.text));
}

export function startsName(token: Token | undefined, isFirst: boolean): boolean {
  if (token === undefined) return false;
  const { tags, lower, text } = token;
  if (NO_NAME.has(lower) || (kindOfNoun(lower) !== 'thing' && !isCapital(text))) return false;
  if (tags.has('Date') || tags.has('Pronoun') || tags.has('Value') || tags.has('Demonym')) return false;
  if (OWNERS.has(lower) || NO_NAME_TAGS.some((tag) => tags.has(tag))) return false;
  if (kindByTags(token) !== null) return true;
  if (!isCapital(text)) return false;
  if (!isFirst) return !tags.has('Verb') || tags.has('ProperNoun');
  // A sentence begins with a capital letter whatever its word is.
  return tags.has('ProperNoun') || (tags.has('Noun') && !tags.has('Plural') && !EMPTY_NOUNS.has(lower));
}

export function kindByTags({ tags, lower }: Token): MentionKind | null {
  if (kindOfNoun(lower) !== 'thing' && !TITLE.test(lower)) return null;
  if (PERSON.some((tag) => tags.has(tag))) return 'person';
  if (PLACE.some((tag) => tags.has(tag))) return 'place';
  return tags.has('Organization') ? 'organization' : null;
}

/** `job interviews` are about `job interview`. */
export function topicOf(nouns: readonly Token[]): string {
  const words = nouns.slice(-2).map(({ lower }) => lower);
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
}

/** What sort of place it is, where that is known. */
export function geography({ tags }: Token): string | null {
  return tags.has('City') ? 'city' : tags.has('Country') ? 'country' : tags.has('Region') ? 'region' : null;
}

export function genderOf({ tags, lower }: Token): Gender | null {
  if (NAMES_OF_ANYBODY.has(lower)) return null;
  if (tags.has('FemaleName')) return 'female';
  if (tags.has('MaleName')) return 'male';
  return TITLE_GENDERS[lower] ?? null;
}

export function isCapital(text: string): boolean {
  return /^\p{Lu}/u.test(text);
}

export function capital(name: string): string {
  return name.replace(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());
}
