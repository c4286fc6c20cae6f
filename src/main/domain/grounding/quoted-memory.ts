import { areAlike, contentWords } from '../knowledge/quote/content-words.ts';
import type { MemoryLanguage } from '../memory/fact.ts';
import { inSecondPerson } from '../memory/wording/in-second-person.ts';
import { languageOfText } from '../voice/language-of-text.ts';

/** So much of what is asked for must stand in a memory for it to be the answer. */
const SHARE_MIN = 0.99;
const QUOTES_MAX = 3;
/** What is left of `what's` and `j'ai`. */
const ENDING = /^[a-z]$/;
/** Asks about oneself or one's own. */
const OWN =
  /(?<![\p{L}'])(?:i|me|my|mine|we|our|us|ich|mich|mir|meine?[rnms]?|uns(?:er|ere)?|je|j['’]|moi|mon|ma|mes|notre|nos|yo|mi|mis|me|nuestr[oa]s?)(?![\p{L}])|私|わたし|僕|俺|我/iu;
/** What stands for a verb or a word that memories say otherwise. */
const SAME: readonly (readonly [asked: readonly string[], told: readonly string[]])[] = [
  [contentWords('job profession living Beruf métier trabajo'), contentWords('works')],
  [contentWords('city town home wohne wohnt habite vive vivo'), contentWords('lives')],
  [contentWords('old alt Alter âge edad'), contentWords('years')],
  [contentWords('called heiße appelle llamo nombre nom'), contentWords('name')],
  [contentWords('dog cat pet rabbit hamster'), contentWords('called')],
];

const LANGUAGES: Readonly<Record<string, MemoryLanguage>> = {
  en: 'en',
  de: 'de',
  fr: 'fr',
  es: 'es',
  ja: 'ja',
  cmn: 'zh',
};
const FRAMES: Readonly<Record<MemoryLanguage, (told: string) => string>> = {
  en: (told) => `[nod] [happy] You told me: ${told}`,
  de: (told) => `[nod] [happy] Du hast es mir erzählt: ${told}`,
  fr: (told) => `[nod] [happy] Tu me l'as dit : ${told}`,
  es: (told) => `[nod] [happy] Me lo contaste: ${told}`,
  ja: (told) => `[nod] [happy] 前に教えてくれましたね。${told}`,
  zh: (told) => `[nod] [happy] 你告诉过我：${told}`,
};

/**
 * What a character can answer from what it remembers, for a model that is too small to use that by itself.
 *
 * @param notes as prompts have them: `The user's sister Mia lives in Lyon.`
 * @returns null where no note is what is asked for
 */
export function quotedMemory(question: string, notes: readonly string[]): string | null {
  const asked = [...new Set(contentWords(question))].filter((word) => !ENDING.test(word) && !OWN.test(word));
  if (asked.length === 0) return null;
  const named = (note: string) => contentWords((note.match(/\p{Lu}[\p{L}]+/gu) ?? []).join(' '));
  const fits = notes.filter((note) => {
    if (!OWN.test(question) && !asked.some((word) => named(note).includes(word))) return false;
    const words = contentWords(note.replace(/\bthe user(?:'s)?\b/giu, ' '));
    const found = asked.filter((word) => words.some((other) => isSame(word, other)));
    return found.length / asked.length >= SHARE_MIN;
  });
  if (fits.length === 0) return null;
  const language = LANGUAGES[languageOfText(question) ?? 'en'] ?? 'en';
  const told = fits.slice(0, QUOTES_MAX).map((note) => inSecondPerson(note, language));
  return FRAMES[language](told.join(' '));
}

function isSame(asked: string, told: string): boolean {
  return areAlike(asked, told) || SAME.some(([from, to]) => from.includes(asked) && to.includes(told));
}
