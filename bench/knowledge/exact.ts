import { searchWords } from '../../src/main/storage/search/search-words.ts';
import { textScore, weighWords } from '../../src/main/storage/search/text-score.ts';
import { entryAt, type Question, textAt } from './corpus.ts';

/** The best ids of each question by vector alone and by both, found by comparing it with every passage. */
export interface ExactAnswers {
  vector: number[][];
  hybrid: number[][];
}

/** What words are worth half of, as in the index. */
const TEXT_WEIGHT = 0.5;

/**
 * The words of the corpus are such that they are found as they stand, so that cutting them at spaces is enough.
 *
 * @param limit how many ids of each question
 */
export function exactAnswers(questions: readonly Question[], count: number, limit: number): ExactAnswers {
  const words = questions.map(({ text }) => [...new Set(searchWords(text))]);
  const wanted = new Set(words.flat());
  const documentCounts = new Map<string, number>();
  let wordTotal = 0;
  for (let id = 1; id <= count; id++) {
    const own = textAt(id).split(' ');
    wordTotal += own.length;
    for (const word of new Set(own)) {
      if (wanted.has(word)) documentCounts.set(word, (documentCounts.get(word) ?? 0) + 1);
    }
  }
  const weights = words.map((own) =>
    weighWords(
      new Map(own.map((word) => [word, documentCounts.get(word) ?? 0])),
      count,
      wordTotal / Math.max(1, count),
    ),
  );
  const byWord = new Map<string, number[]>();
  words.forEach((own, question) => {
    for (const word of own) byWord.set(word, [...(byWord.get(word) ?? []), question]);
  });
  const byVector = questions.map(() => new Best(limit));
  const byBoth = questions.map(() => new Best(limit));
  for (let id = 1; id <= count; id++) {
    const { text, vector } = entryAt(id);
    const own = text.split(' ');
    const matched = new Set(own.flatMap((word) => byWord.get(word) ?? []));
    questions.forEach((question, at) => {
      const similarity = Math.max(0, dot(question.vector, vector));
      byVector[at]?.offer(id, similarity);
      const ownWeights = weights[at];
      const words = ownWeights !== undefined && matched.has(at) ? textScore(own, ownWeights) : 0;
      byBoth[at]?.offer(id, TEXT_WEIGHT * words + (1 - TEXT_WEIGHT) * similarity);
    });
  }
  return { vector: byVector.map((best) => best.ids), hybrid: byBoth.map((best) => best.ids) };
}

class Best {
  readonly #limit: number;
  #found: { id: number; score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(id: number, score: number): void {
    const last = this.#found[this.#limit - 1];
    if (last !== undefined && last.score >= score) return;
    this.#found.push({ id, score });
    this.#found.sort((a, b) => b.score - a.score);
    this.#found.length = Math.min(this.#found.length, this.#limit);
  }

  get ids(): number[] {
    return this.#found.map(({ id }) => id);
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
