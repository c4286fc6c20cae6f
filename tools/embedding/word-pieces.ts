/** A WordPiece vocabulary, as BERT's is, of few words. */
export interface WordPieces {
  /** Special tokens first, then whole words, then `##` pieces of one letter, so that every English word can be read. */
  tokens: readonly string[];
  special: { pad: number; unknown: number; begin: number; end: number };
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const WORDS =
  'the cat dog sat ran on a mat how do i reset my password fresh bread is sold here query passage';

export function makeWordPieces(): WordPieces {
  const words = WORDS.split(' ').filter((word) => word.length > 1);
  const tokens = [...SPECIAL, ...words, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`), ':', '.'];
  return { tokens, special: { pad: 0, unknown: 1, begin: 2, end: 3 } };
}

/** The ids of a text of lower-case words, with `[CLS]` before and `[SEP]` after: longest piece first, as BERT does. */
export function pieceIds(text: string, { tokens, special }: WordPieces): number[] {
  const ids = text.split(/\s+|(?=[:.])/).flatMap((word) => idsOfWord(word, tokens, special.unknown));
  return [special.begin, ...ids, special.end];
}

function idsOfWord(word: string, tokens: readonly string[], unknown: number): number[] {
  const ids: number[] = [];
  let at = 0;
  while (at < word.length) {
    let length = word.length - at;
    const piece = () => (at === 0 ? '' : '##') + word.slice(at, at + length);
    while (length > 0 && !tokens.includes(piece())) length -= 1;
    if (length === 0) return [unknown];
    ids.push(tokens.indexOf(piece()));
    at += length;
  }
  return ids;
}
