import { FUNCTION_WORDS } from '../../../inference/function-words.ts';
import { stemOf } from '../../../inference/word-stem.ts';
import { canBeAlike, likeness } from '../../../storage/search/word-likeness.ts';

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+$/u;
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{N}\p{M}]+/gu;
/** Particles and endings of Japanese: they stand beside every word. */
const KANA = /^[\p{Script=Hiragana}]+$/u;

/**
 * The words of a text that say what it is about, folded and without endings; of scripts without spaces, each two
 * neighbouring characters.
 */
export function contentWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  return (folded.match(RUNS) ?? []).flatMap((run) => {
    if (!UNSPACED.test(run)) return FUNCTION_WORDS.has(run) ? [] : [stemOf(run)];
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters
      .slice(1)
      .map((character, at) => `${characters[at]}${character}`)
      .filter((pair) => !KANA.test(pair));
  });
}

/** How likely one content word stands for the other, from 0 to 1. */
export function likenessOfWords(asked: string, word: string, mayBeMistyped: boolean): number {
  if (asked === word) return 1;
  return canBeAlike(asked) && canBeAlike(word) ? likeness(asked, word, mayBeMistyped) : 0;
}

/** Whether two content words are the same, or forms of one. */
export function areAlike(a: string, b: string): boolean {
  return likenessOfWords(a, b, false) > 0;
}
