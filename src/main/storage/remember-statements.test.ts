import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rememberStatements } from './remember-statements.ts';

let sqlite: BetterSqlite3.Database;
let prepared: string[];
let database: ReturnType<typeof rememberStatements>;

beforeEach(() => {
  sqlite = new BetterSqlite3(':memory:');
  sqlite.exec('create table numbers (n integer); insert into numbers values (1), (2)');
  prepared = [];
  database = rememberStatements({
    inTransaction: false,
    close: () => sqlite.close(),
    prepare: (sql) => {
      prepared.push(sql);
      return sqlite.prepare(sql);
    },
  });
});

afterEach(() => sqlite.close());

test('a query is prepared once and sees every change', () => {
  const all = () => database.prepare('select n from numbers').all([]);
  expect(all()).toEqual([{ n: 1 }, { n: 2 }]);
  sqlite.exec('insert into numbers values (3)');
  expect(all()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(prepared).toEqual(['select n from numbers']);
});

test('a query whose rows are still being read can be asked again meanwhile', () => {
  const rows = database.prepare('select n from numbers').iterate([]);
  expect(rows.next().value).toEqual({ n: 1 });
  expect(database.prepare('select n from numbers').all([])).toHaveLength(2);
  expect(rows.next().value).toEqual({ n: 2 });
  expect(rows.next().done).toBe(true);
});

test('of many queries the ones that were used longest ago are forgotten', () => {
  for (let count = 0; count < 300; count++) {
    database.prepare(`select ${count}`).all([]);
    database.prepare('select n from numbers').all([]);
  }
  expect(prepared.filter((sql) => sql === 'select n from numbers')).toHaveLength(1);
  database.prepare('select 0').all([]);
  expect(prepared.filter((sql) => sql === 'select 0')).toHaveLength(2);
});
