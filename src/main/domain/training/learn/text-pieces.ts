import { stemOf } from '../../../inference/word-stem.ts';

/** What a text is made of, as far as its intent shows in it. */
export interface TextPieces {
  /** Words without their endings, and each two that stand side by side. */
  words: ReadonlyMap<string, number>;
  /** Runs of letters within words: they find other forms and typing errors. */
  letters: ReadonlyMap<string, number>;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SHORTEST_RUN = 3;
const LONGEST_RUN = 4;
/** Intents are told by what is said in a sentence or two. */
const CHARS_MAX = 2_000;

/** Takes a text apart. Unlike for search, small words count: `who are you` and `how are you` want different things. */
export function textPieces(text: string): TextPieces {
  const words = new Map<string, number>();
  const letters = new Map<string, number>();
  let previous = '';
  for (const word of foldedWords(text)) {
    if (UNSPACED.test(word)) {
      addCharacters(word, words);
      previous = '';
      continue;
    }
    const stem = stemOf(word);
    add(words, stem);
    add(words, `${previous} ${stem}`);
    previous = stem;
    addRuns(word, letters);
  }
  if (previous !== '') add(words, `${previous} `);
  return { words, letters };
}

/** The text in the form in which two are the same: without accents, capitals, signs and spaces that differ. */
export function foldedWords(text: string): string[] {
  const folded = text
    .slice(0, CHARS_MAX)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
  return folded.match(WORD) ?? [];
}

function addCharacters(run: string, words: Map<string, number>): void {
  const characters = [...run];
  for (let at = 0; at < characters.length; at++) {
    for (let length = 1; length <= 3 && at + length <= characters.length; length++) {
      add(words, characters.slice(at, at + length).join(''));
    }
  }
}

function addRuns(word: string, letters: Map<string, number>): void {
  const padded = `<${word}>`;
  for (let length = SHORTEST_RUN; length <= LONGEST_RUN; length++) {
    for (let at = 0; at + length <= padded.length; at++) add(letters, padded.slice(at, at + length));
  }
}

function add(counts: Map<string, number>, piece: string): void {
  counts.set(piece, (counts.get(piece) ?? 0) + 1);
}
