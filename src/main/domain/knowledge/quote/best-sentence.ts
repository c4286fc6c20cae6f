import { areAlike, contentWords } from './content-words.ts';

export interface BestSentence {
  /** As it stands in the passage. */
  sentence: string;
  /** How much of what is asked for stands in it, from 0 to 1. */
  score: number;
}

/** What stands beside a sentence tells what it is about, too. */
const NEIGHBOUR_WEIGHT = 0.4;
const NAMES_NUMBER = /\p{N}/u;
const ASKS_NUMBER =
  /\b(?:how (?:many|much|long|often|far|old|big|tall|heavy)|when|what (?:time|year|date)|wie ?viele?|wann|combien|quand|cu[aá]nt[oa]s?|cu[aá]ndo)\b|何|いつ|几|多少|什么时候/iu;
/** So little more may be decided by the kind of what is asked for. */
const NUMBER_BONUS = 0.1;

/** The sentence of a passage that says most about a question; null where the passage has none. */
export function bestSentence(question: string, passage: string): BestSentence | null {
  const asked = [...new Set(contentWords(question))];
  const sentences = sentencesOf(passage);
  const words = sentences.map(contentWords);
  const wantsNumber = ASKS_NUMBER.test(question);
  const has = (at: number, word: string) => (words[at] ?? []).some((other) => areAlike(word, other));
  // What many of the sentences say tells them apart the least.
  const weights = asked.map((word) => {
    const count = sentences.filter((_, at) => has(at, word)).length;
    return Math.log(1 + sentences.length / Math.max(1, count));
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let best: BestSentence | null = null;
  for (const [at, sentence] of sentences.entries()) {
    let found = 0;
    for (const [index, word] of asked.entries()) {
      const weight = weights[index] ?? 0;
      if (has(at, word)) found += weight;
      else if (has(at - 1, word)) found += weight * NEIGHBOUR_WEIGHT;
    }
    const share = all === 0 ? 0 : found / all;
    const bonus = wantsNumber && share > 0 && NAMES_NUMBER.test(sentence) ? NUMBER_BONUS : 0;
    const score = Math.min(1, share + bonus);
    if (best === null || score > best.score) best = { sentence, score };
  }
  return best;
}

/** The sentences of a text; a line of its own, such as a heading or a row of a table, is one too. */
export function sentencesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}
