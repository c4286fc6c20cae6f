import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../open-database.ts';
import type { IndexEntry, IndexHit, IndexSearch } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { textScore, weighWords } from './text-score.ts';

/** Enough for the first pass on codes and for the words' own index. */
const COUNT = 3_000;
const SCOPES = ['kb_a', 'kb_b', 'kb_c'];
const DIMENSIONS = 48;

let directory: string;
let database: OpenDatabase;
const entries = new Map<number, IndexEntry>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-large-index-'));
  database = await openDatabase(directory);
  for (const entry of Array.from({ length: COUNT }, (_, at) => entryOf(at + 1, at + 1))) {
    entries.set(entry.id, entry);
  }
  await database.index.passages.add([...entries.values()]);
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const change = fc.oneof(
  fc.record({ add: fc.integer({ min: 1, max: COUNT + 200 }), seed: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ remove: fc.integer({ min: 1, max: COUNT + 200 }) }),
);
const search = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  parts: fc.constantFrom('both', 'text', 'vector'),
  scopes: fc.subarray(SCOPES, { minLength: 1 }),
  allowedShare: fc.constantFrom(null, 0.02, 0.6),
});

test('finds words with errors of typing among many texts', async () => {
  const { passages } = database.index;
  const accordion = { id: 900_001, scope: 'kb_a', text: 'The accordion needs new straps.', vector: null };
  await passages.add([accordion]);
  const hits = await passages.search({ text: 'acordion', vector: null, scopes: SCOPES, limit: 3 });
  expect(hits.map(({ id }) => id)).toEqual([accordion.id]);
  await passages.remove([accordion.id]);
});

test('after any changes it finds what comparing with everything finds', async () => {
  const index = database.index.passages;
  let wanted = 0;
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 6 }),
      search,
      async (changes, { seed, parts, scopes, allowedShare }) => {
        for (const step of changes) {
          if ('add' in step) {
            const entry = entryOf(step.add, step.seed);
            entries.set(entry.id, entry);
            await index.add([entry]);
          } else {
            entries.delete(step.remove);
            await index.remove([step.remove]);
          }
        }
        const like = entryOf(0, seed);
        const request: IndexSearch = {
          text: parts === 'vector' ? '' : like.text.split(' ').slice(0, 4).join(' '),
          vector: parts === 'text' ? null : like.vector,
          scopes,
          limit: 10,
          allowed:
            allowedShare === null
              ? undefined
              : new Set([...entries.keys()].filter((id) => (id * 7919) % 1000 < allowedShare * 1000)),
        };
        const hits = await index.search(request);
        const exact = naiveSearch(request);
        const scores = new Map(exact.map((hit) => [hit.id, hit.score]));
        for (const { id, score } of hits) expect(score).toBeCloseTo(scores.get(id) ?? -1, 4);
        expect(hits.map(({ score }) => score)).toEqual(
          hits.map(({ score }) => score).toSorted((a, b) => b - a),
        );
        const best = exact.slice(0, 10);
        expect(hits.length).toBe(best.length);
        // Equal scores may come in any order, so scores are counted, not ids.
        const least = (best.at(-1)?.score ?? 0) - 1e-5;
        wanted += best.length;
        found += hits.filter(({ score }) => score >= least).length;
        if (request.allowed !== undefined && request.allowed.size < 1_000) {
          expect(hits.every(({ score }) => score >= least)).toBe(true);
        }
      },
    ),
    { numRuns: 60, seed: 11 },
  );
  expect(found / wanted).toBeGreaterThan(0.98);
}, 120_000);

function naiveSearch({ text, vector, scopes, allowed }: IndexSearch): IndexHit[] {
  const words = new Map([...entries].map(([id, entry]) => [id, searchWords(entry.text)]));
  const query = [...new Set(searchWords(text))];
  const count = (word: string) => [...words.values()].filter((own) => own.includes(word)).length;
  const total = [...words.values()].reduce((sum, own) => sum + own.length, 0);
  const weights = weighWords(
    new Map(query.map((word) => [word, count(word)])),
    words.size,
    total / words.size,
  );
  return [...entries.values()]
    .filter(({ id, scope }) => scopes.includes(scope) && (allowed?.has(id) ?? true))
    .map(({ id, vector: own }) => {
      const text = textScore(words.get(id) ?? [], weights);
      const product =
        own !== null && vector !== null ? own.reduce((sum, x, at) => sum + x * (vector[at] ?? 0), 0) : null;
      const similarity = Math.min(1, Math.max(0, product ?? 0));
      return {
        id,
        score: product === null ? text : (text + similarity) / 2,
        scores: { text, vector: similarity },
      };
    })
    .filter(({ score }) => score > 1e-6)
    .sort((a, b) => b.score - a.score);
}

/** Words of which few are common, and a vector near one of twenty; some have none. */
function entryOf(id: number, seed: number): IndexEntry {
  const random = mulberry32(seed);
  const words = Array.from(
    { length: 5 + Math.floor(random() * 30) },
    () => `w${Math.floor(400 ** random())}`,
  );
  const around = mulberry32(1_000_000 + Math.floor(random() * 20));
  const vector = Float32Array.from({ length: DIMENSIONS }, () => around() - 0.5 + (random() - 0.5));
  const length = Math.hypot(...vector);
  return {
    id,
    scope: SCOPES[Math.floor(random() * SCOPES.length)] ?? 'kb_a',
    text: words.join(' '),
    vector: random() < 0.05 ? null : vector.map((value) => value / length),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
