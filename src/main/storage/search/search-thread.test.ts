import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
  expect((await find('OIL chain')).map(({ id }) => id)).toEqual([1, 4]);
  expect((await find('chian')).map(({ id }) => id).sort()).toEqual([1, 4]);
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

test('a search that nobody waits for any more rejects', async () => {
  await index.add([entry(1, 'first words')]);
  const stop = new AbortController();
  const searching = find('first', { signal: stop.signal });
  stop.abort(new Error('gone'));
  await expect(searching).rejects.toThrow('gone');
  await expect(find('first', { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
});

test('what was removed is in no file any more', async () => {
  const vector = new Float32Array(384).fill(Math.sqrt(1 / 384));
  const many = Array.from({ length: 50 }, (_, at) => ({
    ...entry(at + 2, `kept words number${at}`),
    vector,
  }));
  const secretVector = Float32Array.from(vector, (value, at) => (at % 2 === 0 ? value : -value));
  await index.add([...many, { ...entry(1, 'Zanzibarian xylophonists'), vector: secretVector }]);
  await index.add([entry(60, 'quagmirish wombats', null, 'kb_secret')]);
  const bytes = Buffer.from(secretVector.buffer);
  expect(await filesHold('xylophonists', 'zanzibarian', 'quagmirish', bytes)).not.toEqual([]);
  await index.remove([1]);
  await index.removeScope('kb_secret');
  database.forgetDeleted();
  expect(
    await filesHold('xylophonists', 'Zanzibarian', 'zanzibarian', 'quagmirish', 'kb_secret', bytes),
  ).toEqual([]);
  expect((await find('number7')).map(({ id }) => id)).toEqual([9]);
});

test('vectors of a wrong size are refused, and searches with one go by the text alone', async () => {
  await index.add([entry(1, 'apple pie', [1, 0])]);
  await expect(index.add([entry(2, 'car', [1, 0, 0])])).rejects.toThrow(RangeError);
  const [hit] = await find('apple', { vector: new Float32Array([1, 0, 0]) });
  expect(hit?.scores.vector).toBe(0);
});

test('the old model answers until the vectors of the new one are complete', async () => {
  const old = { modelId: 'old', dimensions: 2 };
  expect(await index.active()).toBeNull();
  await index.beginGeneration(old);
  await index.add([entry(1, 'one', [1, 0]), entry(2, 'two', [0, 1]), entry(3, 'three')]);
  expect(await index.missingVectors('old', 10)).toEqual([{ id: 3, text: 'three' }]);
  await index.addVectors('old', [
    { id: 3, vector: new Float32Array([0.6, 0.8]) },
    { id: 99, vector: new Float32Array(2) },
  ]);
  expect(await index.progress('old')).toEqual({ done: 3, total: 3 });

  await index.beginGeneration({ modelId: 'new', dimensions: 3 });
  await index.beginGeneration({ modelId: 'new', dimensions: 3 });
  expect(await index.missingVectors('new', 2)).toEqual([
    { id: 1, text: 'one' },
    { id: 2, text: 'two' },
  ]);
  await index.addVectors('new', [{ id: 1, vector: new Float32Array([0, 0, 1]) }]);
  expect((await index.missingVectors('new', 10)).map(({ id }) => id)).toEqual([2, 3]);
  expect(await index.finishGeneration('new')).toBe(false);
  expect(await index.active()).toEqual(old);
  const [nearest] = await find('', { vector: new Float32Array([1, 0]) });
  expect([nearest?.id, nearest?.scores.vector]).toEqual([1, 1]);

  // After a restart it goes on where it was; what comes meanwhile has to be done too.
  await database.close();
  database = await openDatabase(directory);
  index = database.index.passages;
  await index.add([entry(4, 'four', [1, 0])], 'old');
  expect((await index.missingVectors('new', 10)).map(({ id }) => id)).toEqual([2, 3, 4]);
  await index.addVectors(
    'new',
    [2, 3, 4].map((id) => ({ id, vector: new Float32Array([1, 0, 0]) })),
  );
  expect(await index.finishGeneration('new')).toBe(true);
  expect(await index.finishGeneration('new')).toBe(true);
  expect(await index.active()).toEqual({ modelId: 'new', dimensions: 3 });
  expect((await find('', { vector: new Float32Array([0, 0, 1]) }))[0]?.id).toBe(1);
  expect(await index.progress('old')).toEqual({ done: 0, total: 4 });
});

test('the two indexes do not know each other', async () => {
  await index.add([entry(1, 'shared words')]);
  await database.index.memories.add([entry(1, 'shared memory')]);
  await index.removeScope('kb_a');
  const hits = await database.index.memories.search({
    text: 'shared',
    vector: null,
    scopes: ['kb_a'],
    limit: 5,
  });
  expect(hits.map(({ id }) => id)).toEqual([1]);
});

/** Which of these are in the files of the database. */
async function filesHold(...sought: (string | Buffer)[]): Promise<(string | Buffer)[]> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('tomo.sqlite'));
  const files = await Promise.all(names.map((name) => readFile(join(directory, name))));
  return sought.filter((bytes) => files.some((file) => file.includes(bytes)));
}
