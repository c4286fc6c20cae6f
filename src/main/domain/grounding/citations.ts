import type { Citation } from '../chat/message-sources.ts';
import { sentencesOf } from '../knowledge/quote/best-sentence.ts';
import { areAlike, contentWords } from '../knowledge/quote/content-words.ts';
import type { SourcePassage } from './background.ts';

/** So much of a sentence's words must be in an answer for it to have come from there. */
const SHARE_MIN = 0.6;
const WORDS_MIN = 2;
const QUOTE_CHARS_MAX = 400;

/**
 * What an answer took from the passages that the model was shown: of each the sentence whose words it repeats most. A
 * passage that it did not use is not cited.
 */
export function citationsOf(answer: string, passages: readonly SourcePassage[]): Citation[] {
  const said = [...new Set(contentWords(answer))];
  if (said.length === 0) return [];
  const citations: Citation[] = [];
  for (const { content, documentId, knowledgeBaseId, filename, page, position } of passages) {
    const source = { documentId, knowledgeBaseId, filename, page, position };
    const quote = repeated(content, said);
    if (quote !== null) citations.push({ ...source, quote: quote.slice(0, QUOTE_CHARS_MAX) });
  }
  return citations;
}

function repeated(passage: string, said: readonly string[]): string | null {
  let best: { sentence: string; share: number; count: number } | null = null;
  for (const sentence of sentencesOf(passage)) {
    const words = [...new Set(contentWords(sentence))];
    const count = words.filter((word) => said.some((other) => areAlike(word, other))).length;
    const share = count / words.length;
    if (count < WORDS_MIN || share < SHARE_MIN) continue;
    if (best === null || share * count > best.share * best.count) best = { sentence, share, count };
  }
  return best?.sentence ?? null;
}
