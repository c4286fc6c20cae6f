import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../open-database.ts';
import type { SearchIndex } from './search-index.ts';

let directory: string;
let database: OpenDatabase;
let index: SearchIndex;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-search-'));
  database = await openDatabase(directory);
  index = database.index.passages;
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const entry = (id: number, text: string, vector: number[] | null = null, scope = 'kb_a') => ({
  id,
  scope,
  text,
  vector: vector === null ? null : new Float32Array(vector),
});
const find = async (text: string, more: Partial<Parameters<SearchIndex['search']>[0]> = {}) =>
  await index.search({ text, vector: null, scopes: ['kb_a'], limit: 10, ...more });

test('finds by words, best first, folded, in scripts without spaces too', async () => {
  await index.add([
    entry(1, 'Oil the chain after every ride in the rain.'),
    entry(2, 'The café opens at nine.'),
    entry(3, '図書館は九時に開きます。'),
    entry(4, 'Chains of command.'),
  ]);
  expect((await find('OIL chain')).map(({ id }) => id)).toEqual([1]);
  expect((await find('cafe')).map(({ id }) => id)).toEqual([2]);
  expect((await find('図書館')).map(({ id }) => id)).toEqual([3]);
  const [hit] = await find('oil the chain');
  expect(hit?.score).toBeGreaterThan(0.85);
  expect(hit?.scores.vector).toBe(0);
});

test('mixes words and vectors, and tells the parts', async () => {
  await index.add([entry(1, 'apple pie', [1, 0]), entry(2, 'car engine', [0, 1])]);
  const hits = await find('apple', { vector: new Float32Array([0.6, 0.8]) });
  expect(hits.map(({ id, scores }) => [id, scores.vector.toFixed(2), scores.text > 0])).toEqual([
    [1, '0.60', true],
    [2, '0.80', false],
  ]);
});

test('looks only where it may', async () => {
  await index.add([entry(1, 'secret plan'), entry(2, 'secret plan', null, 'kb_b'), entry(3, 'secret plan')]);
  expect((await find('secret plan')).map(({ id }) => id)).toEqual([1, 3]);
  expect((await find('secret plan', { allowed: new Set([2, 3]) })).map(({ id }) => id)).toEqual([3]);
  expect(await find('secret plan', { scopes: [] })).toEqual([]);
  expect(await find('secret plan', { scoreThreshold: 1.1 })).toEqual([]);
});

test.each([
  '',
  '"',
  'a" OR words:*',
  'NEAR(a b)',
  '* ^ - + :',
  'x'.repeat(10_000),
  '\u0000 \uD800',
  'and or not',
])('no query is syntax: %j', async (text) => {
  await index.add([entry(1, 'a plain text')]);
  expect(Array.isArray(await find(text))).toBe(true);
});

test('what is put in again takes the place of the older; what is removed is gone', async () => {
  await index.add([entry(1, 'first words'), entry(2, 'other words')]);
  await index.add([entry(1, 'second thoughts')]);
  expect(await find('first')).toEqual([]);
  expect((await find('second')).map(({ id }) => id)).toEqual([1]);
  await index.remove([1, 99]);
  expect(await find('second')).toEqual([]);
  await index.removeScope('kb_a');
  expect(await find('words')).toEqual([]);
});
