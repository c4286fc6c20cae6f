import type { EntryTable } from './entry-table.ts';
import type { IndexTables } from './index-tables.ts';
import type { IndexHit } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { type QueryWords, textScore, weighWords } from './text-score.ts';
import type { WordIndex } from './word-index.ts';

/** So few are all looked at, without any first pass. */
export const EXACT_MAX = 1_000;
/** How many of the nearest by their codes are measured exactly: this share of all, within limits. */
const MEASURED_SHARE = 1 / 500;
const MEASURED_MIN = 500;
const MEASURED_MAX = 2_000;
/** How many of the best by words are considered; more for longer lists. */
const FITTING_MIN = 1_000;
const CONSIDERED_PER_HIT = 10;
/** Given a whole score at a time. */
const SCORED_STEP = 100;
/** Given a whole score at most. */
const SCORED_MAX = 1_000;
/** Of a query: more are not looked up, and the rarest of those say what it is about. */
const LOOKED_UP_MAX = 128;
const QUERY_WORDS_MAX = 64;
const TEXT_WEIGHT = 0.5;
/** FTS5 weighs words slightly differently, so what it says of a text may be this much too little. */
const FTS_MARGIN = 1.1;

/** A search whose scopes are known by number. */
export interface Query {
  text: string;
  vector: Float32Array | null;
  scopes: ReadonlySet<number>;
  allowed: Float64Array | null;
  limit: number;
  scoreThreshold: number;
}

export interface Searched {
  tables: IndexTables;
  words: WordIndex;
  table: EntryTable;
  /** Whose vectors the table has; null where it has none. */
  generation: number | null;
}

/** An entry that may be a hit, with the best that its score can be. */
interface Candidate {
  id: number;
  bound: number;
}

/**
 * Finds by words and by vectors. Candidates come from both and are given their whole score, exactly, those first that
 * can become best, until no other can come among the hits.
 */
export function searchEntries(searched: Searched, query: Query): IndexHit[] {
  const { tables, words, table } = searched;
  const pool = table.pool(query.scopes, query.allowed);
  if (pool.length === 0 || query.limit <= 0) return [];
  const distinct = [...new Set(searchWords(query.text))].slice(0, LOOKED_UP_MAX);
  const found = words.counts(distinct, table.size, table.idMax);
  const counts = new Map([...found].sort((a, b) => a[1] - b[1]).slice(0, QUERY_WORDS_MAX));
  const weights = weighWords(counts, table.size, table.averageWordCount);

  const measure = (ids: readonly number[]) => measured(searched, query, ids);
  const near = nearIds(table, query, pool);
  const similarities = measure(near);
  const candidates =
    pool.length <= EXACT_MAX
      ? near.map((id) => ({ id, bound: 1 }))
      : chooseCandidates(searched, query, pool, counts, weights, similarities);

  const hits: IndexHit[] = [];
  for (let from = 0; from < Math.min(SCORED_MAX, candidates.length); from += SCORED_STEP) {
    const worst = hits[query.limit - 1]?.score ?? query.scoreThreshold;
    const step = candidates.slice(from, from + SCORED_STEP).filter(({ bound }) => bound >= worst);
    if (step.length === 0) break;
    const unmeasured = step.filter(({ id }) => !similarities.has(id)).map(({ id }) => id);
    for (const [id, similarity] of measure(unmeasured)) similarities.set(id, similarity);
    for (const [id, own] of tables.words(step.map(({ id }) => id))) {
      const text = textScore(own.split(' '), weights);
      const similarity = similarities.get(id);
      const score = similarity === undefined ? text : fuse(text, similarity);
      if (score > 0 && score >= query.scoreThreshold) {
        hits.push({ id, score, scores: { text, vector: similarity ?? 0 } });
      }
    }
    hits.sort((a, b) => b.score - a.score || a.id - b.id);
    hits.length = Math.min(hits.length, query.limit);
  }
  return hits;
}

function fuse(text: number, similarity: number): number {
  return TEXT_WEIGHT * text + (1 - TEXT_WEIGHT) * similarity;
}

/** All of a small pool; of a large one those whose vectors are probably nearest. */
function nearIds(table: EntryTable, { vector, limit }: Query, pool: Uint32Array): number[] {
  if (pool.length <= EXACT_MAX) return Array.from(pool, (slot) => table.idOf(slot));
  if (vector === null) return [];
  const share = Math.min(MEASURED_MAX, Math.max(MEASURED_MIN, Math.ceil(pool.length * MEASURED_SHARE)));
  return table.nearest(vector, pool, Math.max(share, limit * CONSIDERED_PER_HIT));
}

/** How similar the vectors of these entries are, from 0 to 1; those without a vector are left out. */
function measured(
  { tables, generation }: Searched,
  { vector }: Query,
  ids: readonly number[],
): Map<number, number> {
  if (vector === null || generation === null || ids.length === 0) return new Map();
  const distances = tables.distances(generation, vector, ids);
  return new Map([...distances].map(([id, distance]) => [id, similarityAt(distance)]));
}

/** @returns those with the highest bounds first */
function chooseCandidates(
  { words, table }: Searched,
  query: Query,
  pool: Uint32Array,
  counts: ReadonlyMap<string, number>,
  { weights }: QueryWords,
  similarities: ReadonlyMap<number, number>,
): Candidate[] {
  const limit = Math.max(FITTING_MIN, query.limit * CONSIDERED_PER_HIT);
  const unknown = [...counts.keys()].filter((word) => counts.get(word) === 0);
  const alike = new Map(unknown.map((word) => [word, words.alike(word, table.size)]));
  const fitting = words.search({
    counts: new Map([...[...alike.values()].flatMap((found) => found ?? []), ...counts]),
    scopes: pool.length === table.size ? null : query.scopes,
    allowed: query.allowed,
    limit,
    idMax: table.idMax,
  });
  const sum = (of: Iterable<string>) => [...of].reduce((all, word) => all + (weights.get(word) ?? 0), 0);
  const whole = Math.max(Number.EPSILON, sum(weights.keys()));
  // Words that were left out, and texts that came after the last one, may still say something.
  const unsought = unknown.filter((word) => alike.get(word) === null);
  const leftOut = (FTS_MARGIN * sum([...fitting.leftOut, ...unsought])) / whole;
  const textOf = (rank: number) => Math.min(1, (FTS_MARGIN * -rank) / whole + leftOut);
  const fits = new Map(fitting.found.map(({ id, rank }) => [id, textOf(rank)]));
  const beyond = fits.size < limit ? Math.min(1, leftOut) : ([...fits.values()].at(-1) ?? 1);
  const farthest = Math.min(1, ...similarities.values());
  return [...new Set([...similarities.keys(), ...fits.keys()])]
    .map((id) => {
      const text = fits.get(id) ?? beyond;
      const byText = query.vector === null || !table.hasVector(id);
      return { id, bound: byText ? text : fuse(text, similarities.get(id) ?? farthest) };
    })
    .sort((a, b) => b.bound - a.bound);
}

/** Of vectors of length 1, half the squared distance is what their dot product lacks of 1. */
function similarityAt(distance: number): number {
  return Math.min(1, Math.max(0, 1 - (distance * distance) / 2));
}
