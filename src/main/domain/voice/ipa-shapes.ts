import type { Viseme } from '../../../shared/viseme.ts';

/**
 * What the lips do for one sound.
 * - `shape`: a shape of its own.
 * - `closed`: the lips meet.
 * - `borrowed`: the tongue does the work, and the lips keep the shape of the nearest vowel, `share` of it open.
 */
export type LipAction =
  | { kind: 'shape'; viseme: Exclude<Viseme, 'sil'>; weight: number; vowel: boolean }
  | { kind: 'closed' }
  | { kind: 'borrowed'; share: number };

const vowel = (viseme: Exclude<Viseme, 'sil'>, weight: number): LipAction => ({
  kind: 'shape',
  viseme,
  weight,
  vowel: true,
});
const consonant = (viseme: Exclude<Viseme, 'sil'>, weight: number): LipAction => ({
  kind: 'shape',
  viseme,
  weight,
  vowel: false,
});
const borrowed = (share: number): LipAction => ({ kind: 'borrowed', share });
const closed: LipAction = { kind: 'closed' };

/**
 * By place of articulation and, for vowels, by height, backness and rounding. VRM's shapes are the five vowels of
 * Japanese: ih is [i], ee is [e], oh is [o], ou is [u].
 * Capitals and `ε` are what espeak-ng writes for some sounds of a few languages.
 * Source: the chart of the International Phonetic Association, https://www.internationalphoneticassociation.org
 */
const GROUPS: readonly (readonly [symbols: string, action: LipAction])[] = [
  // Vowels without rounding, from close to open.
  ['i', vowel('ih', 0.8)],
  ['ɪ', vowel('ih', 0.65)],
  ['ɨᵻ', vowel('ih', 0.5)],
  ['eɘ', vowel('ee', 0.7)],
  ['ɛᴇε', vowel('ee', 0.85)],
  ['əɜɚɝ', vowel('ee', 0.45)],
  ['ʌɐ', vowel('aa', 0.65)],
  ['æ', vowel('aa', 0.8)],
  ['aɑA', vowel('aa', 0.95)],
  // Rounded vowels, from close to open; back unrounded ones are seen as weakly rounded.
  ['uyʉ', vowel('ou', 0.9)],
  ['ʊʏᵿ', vowel('ou', 0.75)],
  ['ɯ', vowel('ou', 0.5)],
  ['oøɵ', vowel('oh', 0.8)],
  ['ɤ', vowel('oh', 0.5)],
  ['ɔœɞ', vowel('oh', 0.9)],
  ['ɒɶ', vowel('oh', 1)],
  // Lips.
  ['pbmɓʙʘ', closed],
  ['ɸβ', consonant('ou', 0.2)],
  ['fvɱʋⱱ', consonant('ih', 0.12)],
  // Rounded consonants.
  ['wʍɥ', consonant('ou', 0.8)],
  ['ʃʒʧʤSZ', consonant('ou', 0.5)],
  ['ɹɻʂʐ', consonant('ou', 0.35)],
  // Front of the tongue: the teeth are close.
  ['szɬɮʦʣ', borrowed(0.3)],
  ['tdnlɾrɺθðɗǀǃǁɫ', borrowed(0.35)],
  ['ʈɖɳɭɽ', borrowed(0.35)],
  ['ɕʑʨʥcɟçʝɲʎjǂʄ', consonant('ih', 0.4)],
  // Back of the tongue and throat: the lips are free.
  ['kgɡxXɣŋNqɢχʁɴʀɰʟɠʛ', borrowed(0.55)],
  ['hɦʔħʕʜʢʡɧ', borrowed(0.75)],
];

const ACTIONS: ReadonlyMap<string, LipAction> = new Map(
  GROUPS.flatMap(([symbols, action]) => [...symbols].map((symbol) => [symbol, action] as const)),
);

/** espeak-ng writes some sounds with a plain letter and a mark. */
const RETROFLEX = /([szrtdnl])\./g;
const RETROFLEX_SYMBOLS: Record<string, string> = { s: 'ʂ', z: 'ʐ', r: 'ɻ', t: 'ʈ', d: 'ɖ', n: 'ɳ', l: 'ɭ' };

/**
 * What the lips do during one phoneme, in order: none for a pause, two for a diphthong, one for most.
 * @param ipa IPA with any stress, length, tone and other marks
 */
export function lipActions(ipa: string): LipAction[] {
  const letters = ipa.replace(RETROFLEX, (_, letter: string) => RETROFLEX_SYMBOLS[letter] ?? letter);
  const actions: LipAction[] = [];
  for (const symbol of letters.normalize('NFD')) {
    const action = symbol === 'ʷ' ? consonant('ou', 0.5) : ACTIONS.get(symbol);
    if (!action || action === actions.at(-1)) continue;
    if (mergesWith(actions.at(-1), action)) actions.pop();
    actions.push(action);
  }
  return actions;
}

/** Two consonants in one phoneme are one movement, seen by its end, unless it begins with closed lips. */
function mergesWith(before: LipAction | undefined, action: LipAction): boolean {
  if (!before || before.kind === 'closed') return false;
  return !isVowel(before) && !isVowel(action);
}

export function isVowel(action: LipAction): boolean {
  return action.kind === 'shape' && action.vowel;
}

/** Whether a phoneme carries stress, which opens the mouth further. */
export function isStressed(ipa: string): boolean {
  return ipa.includes('ˈ');
}
