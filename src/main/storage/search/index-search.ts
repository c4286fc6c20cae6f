import type { EntryTable } from './entry-table.ts';
import type { IndexTables } from './index-tables.ts';
import type { IndexHit } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { textScore, weighWords } from './text-score.ts';
import type { WordIndex } from './word-index.ts';

/** So few are all looked at, without any first pass. */
export const EXACT_MAX = 1_000;
/** How many of the nearest by their codes are measured exactly. */
const MEASURED = 1_000;
/** How many of the best by words, and of the nearest, are given a whole score; more for longer lists. */
const SCORED_MIN = 150;
const SCORED_PER_HIT = 5;
/** Of a query: more are not looked up, and the rarest of those say what it is about. */
const LOOKED_UP_MAX = 128;
const QUERY_WORDS_MAX = 64;
const TEXT_WEIGHT = 0.5;

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

/**
 * Finds by words and by vectors. Candidates come from both; each candidate gets both scores, exactly, so that it does
 * not matter which side it came from.
 */
export function searchEntries({ tables, words, table, generation }: Searched, query: Query): IndexHit[] {
  const pool = table.pool(query.scopes, query.allowed);
  if (pool.length === 0 || query.limit <= 0) return [];
  const distinct = [...new Set(searchWords(query.text))].slice(0, LOOKED_UP_MAX);
  const found = words.counts(distinct, table.size, table.idMax);
  const counts = new Map([...found].sort((a, b) => a[1] - b[1]).slice(0, QUERY_WORDS_MAX));
  const weights = weighWords(counts, table.size, table.averageWordCount);

  const vector = generation === null ? null : query.vector;
  const measure = (ids: readonly number[]) =>
    vector === null || generation === null
      ? new Map<number, number>()
      : tables.distances(generation, vector, ids);
  const all = pool.length <= EXACT_MAX;
  const scored = Math.max(SCORED_MIN, query.limit * SCORED_PER_HIT);

  const near = all ? Array.from(pool, (slot) => table.idOf(slot)) : nearest(table, vector, pool, scored);
  const distances = measure(near);
  const ids = new Set(all ? near : closest(distances, scored));
  if (!all) {
    const everywhere = pool.length === table.size;
    const fitting = words.search({
      counts,
      scopes: everywhere ? null : query.scopes,
      allowed: query.allowed,
      limit: scored,
      idMax: table.idMax,
    });
    for (const id of fitting) ids.add(id);
    for (const [id, distance] of measure(fitting.filter((id) => !distances.has(id))))
      distances.set(id, distance);
  }

  const hits: IndexHit[] = [];
  for (const [id, own] of tables.words([...ids])) {
    const text = textScore(own.split(' '), weights);
    const distance = distances.get(id);
    const similarity = distance === undefined ? 0 : similarityAt(distance);
    const score = distance === undefined ? text : TEXT_WEIGHT * text + (1 - TEXT_WEIGHT) * similarity;
    if (score > 0 && score >= query.scoreThreshold)
      hits.push({ id, score, scores: { text, vector: similarity } });
  }
  return hits.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, query.limit);
}

function nearest(
  table: EntryTable,
  vector: Float32Array | null,
  pool: Uint32Array,
  scored: number,
): number[] {
  return vector === null ? [] : table.nearest(vector, pool, Math.max(MEASURED, scored));
}

function closest(distances: ReadonlyMap<number, number>, limit: number): number[] {
  return [...distances]
    .sort((a, b) => a[1] - b[1])
    .slice(0, limit)
    .map(([id]) => id);
}

/** Of vectors of length 1, half the squared distance is what their dot product lacks of 1. */
function similarityAt(distance: number): number {
  return Math.min(1, Math.max(0, 1 - (distance * distance) / 2));
}
