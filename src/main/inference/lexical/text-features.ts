import { FUNCTION_WORDS } from './function-words.ts';

/** Scripts that do not put spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Accents of Latin, Greek and Cyrillic letters; marks of other scripts are letters of their own. */
const ACCENTS = /[\u0300-\u036f]/g;

const FUNCTION_WORD_WEIGHT = 0.15;
const PAIR_WEIGHT = 0.4;
/** Together, the pieces of a word count about as much as the word: they find its other forms, and typing errors. */
const PIECES_WEIGHT = 1.6;
const PIECE_LENGTHS = [3, 4, 5];
const CHARACTER_WEIGHT = 0.5;
const CHARACTER_PAIR_WEIGHT = 1;

export interface TextFeatures {
  /** How much each feature of the text counts. */
  weights: Map<string, number>;
  words: number;
}

/** What a text is compared by: its words, the pieces of them, and which stand side by side. */
export function featuresOf(text: string): TextFeatures {
  const counts = new Map<string, { count: number; weight: number }>();
  const add = (feature: string, weight: number) => {
    const before = counts.get(feature);
    counts.set(feature, { count: (before?.count ?? 0) + 1, weight });
  };
  const words = fold(text).match(WORD) ?? [];
  let previous: string | null = null;
  for (const word of words) {
    if (UNSPACED.test(word)) {
      addCharacters(word, add);
      previous = null;
      continue;
    }
    const weight = FUNCTION_WORDS.has(word) ? FUNCTION_WORD_WEIGHT : 1;
    add(`w ${word}`, weight);
    addPieces(word, weight, add);
    if (previous !== null) add(`p ${previous} ${word}`, PAIR_WEIGHT * weight);
    previous = word;
  }
  // A text of nothing but signs is compared by those.
  if (words.length === 0) for (const character of text.trim()) add(`s ${character}`, 1);
  // Saying a thing ten times does not make a text ten times as much about it.
  const weights = new Map(
    [...counts].map(([feature, { count, weight }]) => [feature, weight * (1 + Math.log(count))]),
  );
  return { weights, words: Math.max(1, words.length) };
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').toLowerCase().replaceAll('ß', 'ss');
}

function addPieces(word: string, weight: number, add: (feature: string, weight: number) => void): void {
  const padded = [...`<${word}>`];
  const pieces = PIECE_LENGTHS.flatMap((length) =>
    Array.from({ length: Math.max(0, padded.length - length + 1) }, (_, at) =>
      padded.slice(at, at + length).join(''),
    ),
  );
  // As the vector is measured by its squares, many small pieces weigh less than one large one of the same sum.
  for (const piece of pieces) add(`c ${piece}`, (weight * PIECES_WEIGHT) / Math.sqrt(pieces.length));
}

function addCharacters(run: string, add: (feature: string, weight: number) => void): void {
  const characters = [...run];
  for (const [at, character] of characters.entries()) {
    add(`s ${character}`, CHARACTER_WEIGHT);
    const next = characters[at + 1];
    if (next !== undefined) add(`c ${character}${next}`, CHARACTER_PAIR_WEIGHT);
  }
}
