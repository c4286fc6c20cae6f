const WORD = /[\p{Script=Latin}\p{M}]+(?:'[\p{Script=Latin}\p{M}]+)*/gu;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;

/** The words of a text in Latin letters, lower case, with straight apostrophes. */
export function latinWords(text: string): string[] {
  const plain = text.normalize('NFC').replace(/[‘’]/g, "'").toLowerCase();
  return plain.match(WORD) ?? [];
}

/** The Chinese and Japanese characters of a text. */
export function cjkCharacters(text: string): string[] {
  return text.match(CJK) ?? [];
}

export function hasKana(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/** All words in order, those of languages without spaces too. */
export function segmentedWords(text: string): string[] {
  return [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?…。！？]+/u)
    .map((sentence) => sentence.trim().toLowerCase())
    .filter((sentence) => sentence !== '');
}
