import { askedFor, hasAskedFor } from './asked-for.ts';
import { contentWords, likenessOfWords } from './content-words.ts';

export interface BestSentence {
  /** As it stands in the passage. */
  sentence: string;
  /** How much of what is asked for stands in it, from 0 to 1. */
  score: number;
}

/** What stands before a sentence tells what it is about, too. */
const BEFORE_WEIGHT = 0.5;
/** A question that somebody wrote down is answered by what stands after it, and answers nothing itself. */
const IS_QUESTION = /[?？][\p{Pf}"')\]]*$/u;
/** A sentence that has what the question wants, such as a number, is that much better than one that has not. */
const FITTING_BONUS = 0.15;
/** Of a long question, one word alone says too little: `how do I get to the moon`. */
const LONELY_SHARE = 0.6;
const LONELY_WORDS_MIN = 5;

/** The sentence of a passage that says most about a question; null where the passage has none. */
export function bestSentence(question: string, passage: string): BestSentence | null {
  const asked = [...new Set(contentWords(question))];
  const sentences = sentencesOf(passage);
  const found = sharesFound(asked, sentences.map(contentWords));
  // What many of the sentences say tells them apart the least.
  const weights = asked.map((_, index) => {
    const count = found.reduce((sum, shares) => sum + (shares[index] ?? 0), 0);
    return Math.log(1 + sentences.length / Math.max(1, count));
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const trust = asked.length === 1 && question.split(/\s+/).length >= LONELY_WORDS_MIN ? LONELY_SHARE : 1;
  const kind = askedFor(question);
  let best: BestSentence | null = null;
  const areQuestions = sentences.map((sentence) => IS_QUESTION.test(sentence));
  for (const [at, sentence] of sentences.entries()) {
    if (areQuestions[at] && at + 1 < sentences.length) continue;
    let sum = 0;
    for (const [index, weight] of weights.entries()) {
      const here = found[at]?.[index] ?? 0;
      let before = (found[at - 1]?.[index] ?? 0) * BEFORE_WEIGHT;
      for (let question = at - 1; areQuestions[question] === true; question--) {
        before = Math.max(before, found[question]?.[index] ?? 0);
      }
      sum += weight * Math.max(here, before);
    }
    const share = all === 0 ? 0 : (sum / all) * trust;
    const fits = kind !== null && share > 0 && hasAskedFor(kind, sentence);
    const score = Math.min(1, share + (fits ? FITTING_BONUS : 0));
    if (best === null || score > best.score) best = { sentence, score };
  }
  return best;
}

/** How much of each word that is asked for stands in each sentence, from 0 to 1. */
function sharesFound(asked: readonly string[], sentences: readonly (readonly string[])[]): number[][] {
  const known = new Set(sentences.flat());
  return sentences.map((words) =>
    asked.map((word) =>
      words.reduce((most, other) => Math.max(most, likenessOfWords(word, other, !known.has(word))), 0),
    ),
  );
}

/** The sentences of a text; a line of its own, such as a heading or a row of a table, is one too. */
export function sentencesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}
