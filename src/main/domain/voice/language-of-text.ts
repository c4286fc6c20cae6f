/** Scripts that tell their language, or the one that a voice for them exists in. First match wins. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'cmn'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Thai}/u, 'th'],
];

/** Words that are frequent in one of these languages and hardly ever seen in the others. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'the',
    'is',
    'are',
    'you',
    'and',
    'what',
    'my',
    'it',
    'of',
    'to',
    'have',
    'your',
    'that',
    'with',
    'this',
  ],
  de: [
    'der',
    'das',
    'ist',
    'und',
    'ich',
    'du',
    'nicht',
    'ein',
    'eine',
    'wie',
    'dir',
    'mir',
    'auch',
    'bin',
    'geht',
  ],
  fr: [
    'le',
    'est',
    'et',
    'je',
    'tu',
    'pas',
    'une',
    'suis',
    'vous',
    'bonjour',
    'avec',
    'moi',
    'toi',
    'très',
    "c'est",
  ],
  es: [
    'el',
    'es',
    'y',
    'yo',
    'una',
    'hola',
    'estoy',
    'qué',
    'muy',
    'soy',
    'como',
    'pero',
    'para',
    'gracias',
    'está',
  ],
};

/** In a text this much of whose letters are of one script, that script decides. */
const SCRIPT_SHARE = 0.3;

/**
 * The language that a text is written in, as far as a voice must know it: by its script, or among the Latin ones by
 * frequent words of English, German, French and Spanish.
 *
 * @returns a BCP 47 language, or undefined where the text does not tell.
 */
export function languageOfText(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  for (const [script, language] of SCRIPTS) {
    const count = text.match(new RegExp(script.source, 'gu'))?.length ?? 0;
    if (count / letters >= SCRIPT_SHARE) return language;
  }
  const words = new Set(text.toLowerCase().match(/[\p{L}']+/gu) ?? []);
  const counts = Object.entries(WORDS)
    .map(([language, frequent]) => ({ language, count: frequent.filter((word) => words.has(word)).length }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first !== undefined && first.count > (second?.count ?? 0) ? first.language : undefined;
}
