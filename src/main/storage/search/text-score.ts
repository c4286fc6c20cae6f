import { FUNCTION_WORDS } from '../../inference/function-words.ts';
import { stemOf } from '../../inference/word-stem.ts';
import { canBeAlike, likeness } from './word-likeness.ts';

/** BM25's own: how soon a word that is said often counts no more, and how much long texts are marked down. */
const K1 = 1.2;
const B = 0.75;
const FUNCTION_WORD_SHARE = 0.3;
const FUNCTION_STEMS = new Set([...FUNCTION_WORDS].map(stemOf));

type Meanings = readonly (readonly [asked: string, likeness: number])[];
const NONE: Meanings = [];

/** What is known of the words of a query in a whole index. */
export interface QueryWords {
  /** How much each counts: the rarer, the more. */
  weights: ReadonlyMap<string, number>;
  /** Of a text, in words. */
  averageLength: number;
  /** Those that others can stand for, and whether each may be mistyped: it stands in no text. */
  flexible: readonly (readonly [word: string, mayBeMistyped: boolean])[];
  /** By a word of a text: what it may stand for, and how likely. Filled as texts are scored. */
  meanings: Map<string, Meanings>;
}

/** @param counts in how many of the `textCount` texts each word stands */
export function weighWords(
  counts: ReadonlyMap<string, number>,
  textCount: number,
  averageLength: number,
): QueryWords {
  const weights = new Map<string, number>();
  const flexible: [string, boolean][] = [];
  for (const [word, count] of counts) {
    const rarity = Math.log(1 + (textCount - count + 0.5) / (count + 0.5));
    const isFunctionWord = FUNCTION_STEMS.has(word);
    weights.set(word, isFunctionWord ? rarity * FUNCTION_WORD_SHARE : rarity);
    if (!isFunctionWord && canBeAlike(word)) flexible.push([word, count === 0]);
  }
  return { weights, averageLength, flexible, meanings: new Map() };
}

/**
 * How well a text fits: its BM25, as a share of what a text of average length has that says each word of the query
 * once. From 0 to 1, and so comparable between queries. A word that is like one of the query counts for a part of it.
 *
 * Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
export function textScore(words: readonly string[], query: QueryWords): number {
  const { weights, averageLength } = query;
  const counts = new Map<string, number>();
  const likest = new Map<string, number>();
  for (const word of words) {
    for (const [asked, share] of meaningsOf(word, query)) {
      if (share === 1) counts.set(asked, (counts.get(asked) ?? 0) + 1);
      else likest.set(asked, Math.max(share, likest.get(asked) ?? 0));
    }
  }
  const lengthNorm = K1 * (1 - B + (B * words.length) / Math.max(1, averageLength));
  let score = 0;
  let whole = 0;
  for (const [word, weight] of weights) {
    const count = counts.get(word) ?? likest.get(word) ?? 0;
    score += (weight * count * (K1 + 1)) / (count + lengthNorm);
    whole += weight;
  }
  return whole === 0 ? 0 : Math.min(1, score / whole);
}

function meaningsOf(word: string, { weights, flexible, meanings }: QueryWords): Meanings {
  const known = meanings.get(word);
  if (known !== undefined) return known;
  const found: [string, number][] = weights.has(word) ? [[word, 1]] : [];
  if (flexible.length > 0 && canBeAlike(word)) {
    for (const [asked, mayBeMistyped] of flexible) {
      const share = asked === word ? 0 : likeness(asked, word, mayBeMistyped);
      if (share > 0) found.push([asked, share]);
    }
  }
  const own = found.length === 0 ? NONE : found;
  meanings.set(word, own);
  return own;
}
