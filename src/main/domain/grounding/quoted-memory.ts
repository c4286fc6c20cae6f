import type { MemoryLanguage } from '../memory/fact.ts';
import { answersQuestion } from '../memory/recall/answers-question.ts';
import { inSecondPerson } from '../memory/wording/in-second-person.ts';
import { languageOfText } from '../voice/language-of-text.ts';

/** How well a memory must answer for it to be quoted. */
const SCORE_MIN = 0.6;
/** One that answers much worse than the best one is not what was asked for. */
const BELOW_BEST_MAX = 0.1;
const QUOTES_MAX = 3;

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
  const scored = notes.map((note) => ({ note, score: answersQuestion(question, note) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const fits = scored
    .filter(({ score }) => score >= SCORE_MIN && score >= best - BELOW_BEST_MAX)
    .map(({ note }) => note);
  if (fits.length === 0) return null;
  const language = LANGUAGES[languageOfText(question) ?? 'en'] ?? 'en';
  const told = fits.slice(0, QUOTES_MAX).map((note) => inSecondPerson(note, language));
  return FRAMES[language](told.join(' '));
}
