import { FUNCTION_WORDS } from '../../../inference/function-words.ts';

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+$/u;
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{N}\p{M}]+/gu;
/** Particles and endings of Japanese: they stand beside every word. */
const KANA = /^[\p{Script=Hiragana}]+$/u;

/**
 * The words of a text that say what it is about, folded; of scripts without spaces, each two neighbouring characters.
 */
export function contentWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase();
  return (folded.match(RUNS) ?? []).flatMap((run) => {
    if (!UNSPACED.test(run)) return FUNCTION_WORDS.has(run) ? [] : [run];
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters
      .slice(1)
      .map((character, at) => `${characters[at]}${character}`)
      .filter((pair) => !KANA.test(pair));
  });
}

/** Whether two words are the same or forms of one: `costs` and `cost`, `cleaning` and `cleaned`. */
export function areAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return false;
  let same = 0;
  while (same < shorter && a[same] === b[same]) same++;
  const ending = Math.max(a.length, b.length) - same;
  return same >= 3 && ending <= Math.max(1, same - 1) && ending <= 4;
}
