import { expect, test } from 'vitest';
import { readFilter } from './metadata-filter.ts';

const fields = { year: 2023, author: 'Kim', tags: ['car', 'winter'], date: '2024-01-15', draft: false };

test.each([
  [{}, true],
  [{ author: 'Kim' }, true],
  [{ author: 'kim' }, false],
  [{ author: ['Ada', 'Kim'] }, true],
  [{ author: [] }, false],
  [{ tags: 'winter' }, true],
  [{ tags: ['summer', 'car'] }, true],
  [{ tags: 'summer' }, false],
  [{ year: { gte: 2023, lt: 2024 } }, true],
  [{ year: { gt: 2023 } }, false],
  [{ date: { lte: '2024-01-31' } }, true],
  [{ date: { lte: 20240131 } }, false],
  [{ author: { ne: 'Kim' } }, false],
  [{ author: 'Kim', draft: true }, false],
  [{ missing: null }, false],
  [{ constructor: 'Object' }, false],
])('%j fits: %s', (filter, fits) => {
  expect(readFilter(filter)(fields)).toBe(fits);
});

test.each([
  [{ year: { about: 3 } }, 'filter.year'],
  [{ year: {} }, 'filter.year'],
  [{ year: [[1]] }, 'filter.year'],
  [Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`f${at}`, 1])), 'filter'],
])('%j is refused', (filter, field) => {
  expect(() => readFilter(filter)).toThrow(expect.objectContaining({ details: { field } }));
});
