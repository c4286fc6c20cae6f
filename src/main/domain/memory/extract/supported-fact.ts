import { areAlike, contentWords } from '../../knowledge/quote/content-words.ts';
import { type Fact, type Subject, USER } from '../fact.ts';
import { readFact } from '../wording/read-fact.ts';
import type { ExtractionContext } from './context.ts';
import { RELATIVES } from './english/words.ts';
import { holdsSecret } from './secrets.ts';

/** What a model's sentence about the user may be trusted with. */
const CONFIDENCE = 0.75;
/** So much of what a sentence says must be in the message. */
const SHARE_MIN = 0.75;
/** Words that a sentence about somebody has of its own. */
const OWN_WORDS = new Set(
  contentWords(
    'user users called name live lives work works like likes dislike want wants keep keeps favourite birthday years old planned plans has have',
  ),
);

/**
 * A sentence about the user as a fact, if the message bears it out; else null.
 *
 * @param quote what it is said to be taken from; must be in the message, and neither asked nor supposed
 */
export function supportedFact(
  statement: string,
  quote: string,
  message: string,
  { known }: Pick<ExtractionContext, 'known'>,
): Fact | null {
  const sentence = `${statement.trim().replace(/[.\s]+$/u, '')}.`;
  if (holdsSecret(sentence) || /https?:|[<>{}[\]]|\n/u.test(sentence)) return null;
  if (!isSaid(quote, message)) return null;
  const fact = readFact(sentence);
  if (fact !== null) {
    const isTold =
      holds(quote, fact.value) &&
      (fact.about === null || share(fact.about, message) >= 0.5) &&
      isKnown(fact.subject, message, known);
    return isTold ? { ...fact, happensAtMs: null, confidence: CONFIDENCE } : null;
  }
  if (!/^The user(?:'s)? /u.test(sentence) || share(sentence, message) < SHARE_MIN) return null;
  return {
    subject: USER,
    relation: 'note',
    about: null,
    value: sentence.slice(0, -1),
    happensAtMs: null,
    confidence: CONFIDENCE - 0.1,
  };
}

/** Whether the words stand in the message, in a sentence that neither asks nor supposes. */
function isSaid(quote: string, message: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[‘’]/gu, "'").replace(/\s+/gu, ' ').trim();
  const words = plain(quote).replace(/[.!\s]+$/u, '');
  const at = plain(message).indexOf(words);
  if (words.length < 2 || at < 0) return false;
  const after = /^[^.!\n。！]*?[.!?\n。！？]/u.exec(plain(message).slice(at + words.length))?.[0] ?? '';
  const before =
    plain(message)
      .slice(0, at)
      .split(/[.!?\n。！？]/u)
      .at(-1) ?? '';
  if (/[?？]$/u.test(after) || words.endsWith('?')) return false;
  return !/\b(?:if|imagine|pretend|suppose|would|wish|translate|said|says|story|wenn|stell dir vor|si|imagina|imagine que)\b|如果|假如|もし/iu.test(
    `${before} ${words}`,
  );
}

/** Every word of a value, every name and every number must be the user's own. */
function holds(quote: string, value: string): boolean {
  const said = contentWords(quote);
  return contentWords(value).every((word) =>
    said.some((other) => (/^\d+$/u.test(word) ? word === other : areAlike(word, other))),
  );
}

function isKnown({ relation, name }: Subject, message: string, known: ExtractionContext['known']): boolean {
  const said = message.toLowerCase();
  if (name !== null && !said.includes(name.toLowerCase()) && !known.has(name.toLowerCase())) return false;
  if (relation === null) return name === null || /^\p{Lu}/u.test(name);
  const words = [...RELATIVES]
    .filter(([, told]) => told === relation || relation.endsWith(` ${told}`))
    .map(([word]) => word);
  const isLatin = /[a-z]{3}/u.test(said);
  return [relation, ...words].some((word) => said.includes(word)) || !isLatin || isForeign(message);
}

/** Relatives have other names in other languages; there the quote and the value must do. */
function isForeign(message: string): boolean {
  return /(?<!\p{L})(?:mein\p{L}*|ich|mon|ma|je|mi|mis|yo)(?!\p{L})/iu.test(message);
}

function share(text: string, message: string): number {
  const words = contentWords(text).filter((word) => !OWN_WORDS.has(word));
  const said = contentWords(message);
  const told = words.filter((word) => said.some((other) => areAlike(word, other)));
  return words.length === 0 ? 0 : told.length / words.length;
}
