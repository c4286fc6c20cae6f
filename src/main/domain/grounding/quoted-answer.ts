import type { ChatTurn } from '../../inference/llm.ts';
import { bestSentence } from '../knowledge/quote/best-sentence.ts';
import { languageOfText } from '../voice/language-of-text.ts';
import { asksSomething } from './asks-something.ts';
import { ABOUT_THE_MESSAGE } from './background.ts';
import { takeApart } from './prompt-front.ts';
import { quotedMemory } from './quoted-memory.ts';

/** What must stand in a sentence of what is asked for, for it to be the answer. */
const SCORE_MIN = 0.7;
const QUOTE_CHARS_MAX = 300;

/** How a quote is put into words, by language. */
const FRAMES: Readonly<Record<string, (quote: string, source: string) => string>> = {
  en: (quote, source) => `[nod] [happy] I looked it up: “${quote}” That is from ${source}.`,
  de: (quote, source) => `[nod] [happy] Ich habe nachgesehen: „${quote}“ Das steht in ${source}.`,
  fr: (quote, source) => `[nod] [happy] J'ai regardé : « ${quote} » C'est dans ${source}.`,
  es: (quote, source) => `[nod] [happy] Lo he buscado: «${quote}» Está en ${source}.`,
  ja: (quote, source) => `[nod] [happy] 調べました。「${quote}」${source}に書いてあります。`,
  cmn: (quote, source) => `[nod] [happy] 我查到了：“${quote}”出自${source}。`,
};

/**
 * What a character can answer by quoting what it remembers or a passage that it was shown, for a model that is too
 * small to read them.
 *
 * @returns null where neither holds the answer
 */
export function quotedAnswer(messages: readonly ChatTurn[]): string | null {
  const last = messages.at(-1);
  if (last?.role !== 'user') return null;
  const { notes, passages, said } = takeApart(last.content);
  if (!asksSomething(said)) return null;
  const told = notes.filter((note) => !note.startsWith(ABOUT_THE_MESSAGE));
  const remembered = quotedMemory(said, told);
  if (remembered !== null) return remembered;
  let best: { sentence: string; source: string; score: number } | null = null;
  for (const { source, text } of passages) {
    const found = bestSentence(said, text);
    if (found !== null && found.score >= SCORE_MIN && found.score > (best?.score ?? 0))
      best = { ...found, source };
  }
  if (best === null) return null;
  const frame = FRAMES[languageOfText(said) ?? 'en'] ?? FRAMES.en;
  return frame?.(shortened(best.sentence), best.source) ?? null;
}

/** Without what would be read as a tag, and cut at a word. */
function shortened(sentence: string): string {
  const plain = sentence.replace(/\s+/g, ' ').replace(/\[(\w+)\]/g, '($1)');
  if (plain.length <= QUOTE_CHARS_MAX) return plain;
  return `${plain.slice(0, QUOTE_CHARS_MAX).replace(/\s+\S*$/, '')} …`;
}
