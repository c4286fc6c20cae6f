/**
 * Endings that forms of words have in English, German, French and Spanish, and how much of the word must be left.
 * Which language a word is of is not asked: a question and the text it is about lose the same.
 */
const ENDINGS: readonly (readonly [ending: string, leaves: number])[] = [
  ['iendo', 3],
  ['aciones', 4],
  ['acion', 4],
  ['ations', 4],
  ['ation', 4],
  ['ungen', 4],
  ['ement', 4],
  ['ando', 4],
  ['ados', 4],
  ['adas', 4],
  ['ings', 3],
  ['ung', 4],
  ['ing', 3],
  ['ern', 4],
  ['ers', 5],
  ['ado', 4],
  ['ada', 4],
  ['ies', 3],
  ['ed', 3],
  ['es', 3],
  ['er', 5],
  ['en', 4],
  ['em', 4],
  ['ez', 4],
  ['ar', 4],
  ['ir', 4],
  ['os', 4],
  ['as', 4],
  ['ly', 4],
  ['s', 3],
];
const LATIN = /^[a-z]+$/;
const VOWEL = /[aeiouy]/;
const DOUBLED = /([b-df-hj-np-tv-z])\1$/;

/** What the forms of a word have in common; of what is not a word of Latin letters, itself. @param word folded */
export function stemOf(word: string): string {
  if (word.length < 4 || !LATIN.test(word)) return word;
  let stem = word;
  for (const [ending, leaves] of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < leaves) continue;
    const rest = word.slice(0, -ending.length);
    if (!VOWEL.test(rest) || (ending === 's' && /[sui]$/.test(rest))) continue;
    stem = ending === 'ies' ? `${rest}i` : rest;
    break;
  }
  // Short words with such an end are often names: Lena is no lens.
  if (stem.length > 3) stem = stem.replace(stem.length > 4 ? /[aeo]$/ : /e$/, '');
  if (stem.length > 3) stem = stem.replace(DOUBLED, '$1');
  return stem.replace(/y$/, 'i');
}
