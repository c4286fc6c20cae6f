import { FUNCTION_WORDS } from '../function-words.ts';
import { stemOf } from '../word-stem.ts';
import { hashEnd, hashStart, hashText, hashUnit } from './feature-hash.ts';

/** Scripts that do not put spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Accents of Latin, Greek and Cyrillic letters; marks of other scripts are letters of their own. */
const ACCENTS = /[\u0300-\u036f]/g;

const FUNCTION_WORD_WEIGHT = 0.15;
const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.2;
/** Together, the pieces of a word count more than the word: they find its other forms, and typing errors. */
const PIECES_WEIGHT = 1.6;
const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 4;
const CHARACTER_WEIGHT = 0.8;
const CHARACTER_PAIR_WEIGHT = 1;

const WORDS = hashStart('word ');
const PAIRS = hashStart('pair ');
const PIECES = hashStart('piece ');
const CHARACTERS = hashStart('character ');

export interface TextFeatures {
  /** How much each feature of the text counts, by the feature's hash. */
  weights: Map<number, number>;
  words: number;
}

/** What a text is compared by: its words, the pieces of them, and which stand side by side. */
export function featuresOf(text: string): TextFeatures {
  const found = new FeatureCounts();
  const words = fold(text).match(WORD) ?? [];
  const counts = new Map<string, number>();
  let previous: number | null = null;
  for (const word of words) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    const here = UNSPACED.test(word) ? null : hashEnd(hashText(WORDS, stemOf(word)));
    if (previous !== null && here !== null) {
      found.add(hashEnd(hashUnit(hashUnit(PAIRS, previous), here)), PAIR_WEIGHT * weightOf(word));
    }
    previous = here;
  }
  for (const [word, count] of counts) {
    if (UNSPACED.test(word)) addCharacters(word, count, found);
    else addWord(word, count, found);
  }
  // A text of nothing but signs is compared by those.
  if (words.length === 0) addCharacters(text.trim(), 1, found);
  return { weights: found.weights(), words: Math.max(1, words.length) };
}

class FeatureCounts {
  readonly #counts = new Map<number, { weight: number; count: number }>();

  add(feature: number, weight: number, count = 1): void {
    const known = this.#counts.get(feature);
    if (known === undefined) this.#counts.set(feature, { weight, count });
    else known.count += count;
  }

  /** Saying a thing ten times does not make a text ten times as much about it. */
  weights(): Map<number, number> {
    const weights = new Map<number, number>();
    for (const [feature, { weight, count }] of this.#counts)
      weights.set(feature, weight * (1 + Math.log(count)));
    return weights;
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').toLowerCase().replaceAll('ß', 'ss');
}

function weightOf(word: string): number {
  return FUNCTION_WORDS.has(word) ? FUNCTION_WORD_WEIGHT : 1;
}

function addWord(word: string, count: number, found: FeatureCounts): void {
  const weight = weightOf(word);
  found.add(hashEnd(hashText(WORDS, stemOf(word))), WORD_WEIGHT * weight, count);
  const padded = `<${word}`;
  const pieces: number[] = [];
  for (let start = 0; start + SHORTEST_PIECE <= padded.length; start++) {
    let state = PIECES;
    for (let length = 1; length <= LONGEST_PIECE && start + length <= padded.length; length++) {
      state = hashUnit(state, padded.charCodeAt(start + length - 1));
      if (length >= SHORTEST_PIECE) pieces.push(hashEnd(state));
    }
  }
  // As the vector is measured by its squares, many small pieces weigh less than one large one of the same sum.
  const share = (weight * PIECES_WEIGHT) / Math.sqrt(pieces.length);
  for (const piece of pieces) found.add(piece, share, count);
}

function addCharacters(run: string, count: number, found: FeatureCounts): void {
  let previous: number | null = null;
  for (const character of run) {
    const here = character.codePointAt(0) ?? 0;
    const alone = hashUnit(CHARACTERS, here);
    found.add(hashEnd(alone), CHARACTER_WEIGHT, count);
    if (previous !== null) {
      found.add(hashEnd(hashUnit(hashUnit(CHARACTERS, previous), here)), CHARACTER_PAIR_WEIGHT, count);
    }
    previous = here;
  }
}
