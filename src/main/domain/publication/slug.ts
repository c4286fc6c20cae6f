/** Letters that no normalisation takes apart; two rows of equal length per alphabet. */
const SPELT: Record<string, string> = {
  ...spell('ß æ œ ø ł đ ð þ ı ħ', 'ss ae oe o l d d th i h'),
  ...spell(
    'а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і є ґ',
    'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i ye g',
  ),
  ...spell(
    'α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω',
    'a v g d e z i th i k l m n x o p r s s t y f ch ps o',
  ),
};
const WORDS_CHARACTERS_MAX = 48;

/**
 * The readable part of a public address: a name in lower-case Latin letters, digits and dashes. Latin with marks, Greek
 * and Cyrillic are spelt; what cannot be spelt is left out. `character` where nothing is left.
 */
export function slugOf(name: string): string {
  const spelt = [...name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()]
    .map((letter) => SPELT[letter] ?? letter)
    .join('');
  const words = spelt
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, WORDS_CHARACTERS_MAX)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'character' : words;
}

function spell(letters: string, spellings: string): Record<string, string> {
  const latin = spellings.split(' ');
  return Object.fromEntries(
    letters.split(' ').map((letter, at) => [letter, (latin[at] ?? '').replace('-', '')]),
  );
}
