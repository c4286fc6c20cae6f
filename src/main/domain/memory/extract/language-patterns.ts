import { type Ended, type Extraction, type Fact, type Subject, USER } from '../fact.ts';
import type { RelationName } from '../wording/relations.ts';
import type { ExtractionContext } from './context.ts';

/**
 * What is commonly told in a language, as data. In a form, `(?<v>…)` is the value, `(?<w>…)` a word for a relative or
 * pet, `(?<n>…)` their name.
 */
export interface LanguagePatterns {
  /** Whether a text is in this language. */
  isWritten: RegExp;
  /** Where sentences end. */
  sentenceEnd: RegExp;
  /** Questions without a mark, wishes, games, and what others say. */
  unreal: RegExp;
  /** Before what is really said. */
  preamble: RegExp;
  /** Relatives and pets, as they are said, and in English. */
  people: Readonly<Record<string, string>>;
  forms: readonly { relation: RelationName; form: RegExp; ends?: boolean; about?: string }[];
  /** `remember that …`; the rest is kept in the user's own words. */
  remember: RegExp;
  forget: RegExp;
  /** Words that are no value. */
  empty: RegExp;
  /** Whether names are written with capital letters. */
  hasCapitals: boolean;
}

/** What a message tells by the patterns of its language. */
export function readWithPatterns(
  patterns: LanguagePatterns,
  text: string,
  context: ExtractionContext,
): Extraction {
  const found: Extraction = { facts: [], ended: [], forget: [] };
  const plain = text
    .replace(/[‘’´`]/gu, "'")
    .replace(/["“”„«»「『][^"“”„«»」』\n]{0,300}["“”„«»」』]/gu, ' ');
  for (const [sentence] of plain.matchAll(patterns.sentenceEnd)) {
    if (/[?？]/u.test(sentence)) continue;
    const said = sentence
      .replace(/[.!。！…\s]+$/u, '')
      .trim()
      .replace(patterns.preamble, '')
      .trim();
    if (said === '' || said.length > 300 || patterns.unreal.test(said)) continue;
    const forget = patterns.forget.exec(said)?.groups?.v;
    if (forget !== undefined) {
      found.forget.push({ text: forget, facts: read(patterns, forget, context).facts });
      continue;
    }
    const remember = patterns.remember.exec(said)?.groups?.v?.trim();
    const { facts, ended } = read(patterns, remember ?? said, context);
    found.facts.push(...facts);
    found.ended.push(...ended);
    if (remember !== undefined && facts.length === 0 && remember.length >= 4) {
      found.facts.push(fact(USER, 'said', remember, 1));
    }
  }
  return found;
}

function read(
  patterns: LanguagePatterns,
  sentence: string,
  { known }: ExtractionContext,
): { facts: Fact[]; ended: Ended[] } {
  const facts: Fact[] = [];
  const ended: Ended[] = [];
  for (const clause of sentence.split(
    /\s*[,;，、；]\s*(?=\S)|\s+(?:und|aber|et|mais|y|pero)\s+(?=(?:ich|mein|meine|je|j'|mon|ma|yo|mi|vivo|tengo|soy|me)\b)/iu,
  )) {
    for (const { relation, form, ends, about } of patterns.forms) {
      const groups = form.exec(clause.trim())?.groups;
      if (groups === undefined) continue;
      const value = tidy(patterns, groups.v ?? groups.n ?? '', relation);
      const subject = subjectOf(patterns, groups, relation, known);
      if (value === null || subject === null) continue;
      if (ends === true) ended.push({ subject, relation, about: about ?? null, value });
      else facts.push({ ...fact(subject, relation, value, 0.9), about: about ?? null });
      break;
    }
  }
  return { facts, ended };
}

function subjectOf(
  { people, hasCapitals }: LanguagePatterns,
  { w, n }: Record<string, string | undefined>,
  relation: RelationName,
  known: ReadonlyMap<string, Subject>,
): Subject | null {
  if (w !== undefined) {
    const word = people[w.toLowerCase()];
    if (word === undefined) return null;
    return {
      relation: word,
      name: n === undefined || relation === 'called' ? null : capital(n, hasCapitals),
    };
  }
  if (n === undefined) return USER;
  return known.get(n.toLowerCase()) ?? null;
}

function tidy({ empty, hasCapitals }: LanguagePatterns, text: string, relation: RelationName): string | null {
  const value = text.trim().replace(/[.!。！\s]+$/u, '');
  if (value === '' || value.length > 60 || empty.test(value)) return null;
  const isName =
    relation === 'name' || relation === 'called' || relation === 'lives_in' || relation === 'comes_from';
  if ((relation === 'name' || relation === 'called') && /[\d@]|\s.*\s.*\s/u.test(value)) return null;
  return isName ? capital(value, hasCapitals) : value;
}

function capital(text: string, hasCapitals: boolean): string {
  return hasCapitals && text === text.toLowerCase()
    ? text.replace(/(?<![\p{L}])\p{Ll}/gu, (letter) => letter.toUpperCase())
    : text;
}

function fact(subject: Subject, relation: RelationName, value: string, confidence: number): Fact {
  return { subject, relation, about: null, value, happensAtMs: null, confidence };
}
