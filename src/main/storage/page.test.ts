import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalOf } from './page.ts';

test('the total of a list is the same on each of its pages, and beyond them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      async (total, limit, page) => {
        const rowCount = Math.max(0, Math.min(limit, total - (page - 1) * limit));
        expect(await totalOf({ page, limit }, rowCount, async () => ({ total }))).toBe(total);
      },
    ),
  );
});
