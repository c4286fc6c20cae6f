import { FUNCTION_WORDS } from '../../inference/function-words.ts';

/** BM25's own: how soon a word that is said often counts no more, and how much long texts are marked down. */
const K1 = 1.2;
const B = 0.75;
/** In a small collection they may be as rare as any other word, and still say nothing. */
const FUNCTION_WORD_WEIGHT = 0.1;

/** What is known of the words of a query in a whole index. */
export interface QueryWords {
  /** How much each counts: the rarer, the more. */
  weights: ReadonlyMap<string, number>;
  /** Of a text, in words. */
  averageLength: number;
}

/** @param counts in how many of the `textCount` texts each word stands */
export function weighWords(
  counts: ReadonlyMap<string, number>,
  textCount: number,
  averageLength: number,
): QueryWords {
  const weights = new Map(
    [...counts].map(([word, count]) => {
      const rarity = Math.log(1 + (textCount - count + 0.5) / (count + 0.5));
      return [word, FUNCTION_WORDS.has(word) ? rarity * FUNCTION_WORD_WEIGHT : rarity];
    }),
  );
  return { weights, averageLength };
}

/**
 * How well a text fits: its BM25, as a share of what a text of average length has that says each word of the query
 * once. From 0 to 1, and so comparable between queries.
 *
 * Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
export function textScore(words: readonly string[], { weights, averageLength }: QueryWords): number {
  const counts = new Map<string, number>();
  for (const word of words) if (weights.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const lengthNorm = K1 * (1 - B + (B * words.length) / Math.max(1, averageLength));
  let score = 0;
  let whole = 0;
  for (const [word, weight] of weights) {
    const count = counts.get(word) ?? 0;
    score += (weight * count * (K1 + 1)) / (count + lengthNorm);
    whole += weight;
  }
  return whole === 0 ? 0 : Math.min(1, score / whole);
}
