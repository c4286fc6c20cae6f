import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPage } from './page.ts';

const MOST = 60;
const db = new Kysely<{ numbers: { n: number } }>({
  dialect: new SqliteDialect({ database: new BetterSqlite3(':memory:') }),
});

beforeAll(async () => {
  await db.schema.createTable('numbers').addColumn('n', 'integer').execute();
  await db
    .insertInto('numbers')
    .values(Array.from({ length: MOST }, (_, n) => ({ n })))
    .execute();
});
afterAll(async () => {
  await db.destroy();
});

test('a page has its rows, and the total of the list is the same on each page and beyond them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: MOST }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      async (total, limit, page) => {
        const query = db.selectFrom('numbers').where('n', '<', total).selectAll().orderBy('n', 'desc');
        const all = Array.from({ length: total }, (_, at) => ({ n: total - 1 - at }));
        expect(await readPage(query, { page, limit })).toEqual({
          rows: all.slice((page - 1) * limit, page * limit),
          total,
        });
        const offset = page - 1;
        expect(await readPage(query, { offset, limit })).toEqual({
          rows: all.slice(offset, offset + limit),
          total,
        });
      },
    ),
  );
});
