import { expect, it } from 'vitest';
import { shapeProblems } from './shape-problems.ts';

const EXAMPLE = {
  id: 'a',
  at: '2024-01-15T10:00:00Z',
  url: 'https://example.com/a',
  list: [{ n: 1 }, { n: 1, s: 'x' }],
  nested: { flag: true },
};

it('finds nothing wrong with an answer that has at least the fields', () => {
  const answer = { ...EXAMPLE, at: '2026-11-21T09:00:00.123Z', more: null, nested: { flag: false, x: 1 } };
  expect(shapeProblems(EXAMPLE, answer)).toEqual([]);
});

it('names each field that is missing or of another type', () => {
  const answer = {
    id: 5,
    at: 'yesterday',
    url: '/a',
    list: [{ n: '1' }, { n: 1, s: 'x' }, { n: 2 }],
    nested: {},
  };
  expect(shapeProblems(EXAMPLE, answer)).toEqual([
    'id is number, not string',
    'at is string, not a time',
    'url is string, not an address',
    'list.n is string, not number',
    'list.s is undefined, not string',
    'nested.flag is undefined, not boolean',
  ]);
  expect(shapeProblems(EXAMPLE, [])).toEqual(['the answer is a list, not object']);
});

it('takes nothing in the place of something only where that is excused', () => {
  expect(shapeProblems(EXAMPLE, { ...EXAMPLE, list: [], url: null })).toEqual([
    'url is null, not an address',
    'list is empty',
  ]);
  expect(shapeProblems(EXAMPLE, { ...EXAMPLE, list: [], url: null }, ['url', 'list'])).toEqual([]);
});
