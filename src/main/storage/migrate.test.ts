import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate, NewerDatabaseError } from './migrate.ts';
import type { Migration } from './migrations/index.ts';

const first: Migration = {
  name: '0001-notes',
  up: async (db) => {
    await sql`create table notes (text text not null)`.execute(db);
  },
};
const second: Migration = {
  name: '0002-colours',
  up: async (db) => {
    await sql`alter table notes add column colour text`.execute(db);
  },
};
const failing: Migration = {
  name: '0002-colours',
  up: async (db) => {
    await sql`create table colours (name text)`.execute(db);
    await sql`delete from notes`.execute(db);
    await sql`insert into there_is_no_such_table values (1)`.execute(db);
  },
};

let directory: string;
let sqlite: BetterSqlite3.Database;
let db: Kysely<unknown>;
let backups: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-migrate-'));
  backups = join(directory, 'backups');
  sqlite = new BetterSqlite3(join(directory, 'test.sqlite'));
  sqlite.pragma('journal_mode = WAL');
  db = new Kysely({ dialect: new SqliteDialect({ database: sqlite }) });
  await migrate(db, sqlite, [first], backups);
  sqlite.exec("insert into notes values ('remember the milk')");
});
afterEach(async () => {
  await db.destroy();
  await rm(directory, { recursive: true, force: true });
});

const tables = () =>
  sqlite.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
const backupFiles = () => readdir(backups).catch(() => []);

it('makes a new database without a copy of nothing', async () => {
  expect(tables()).toEqual(['notes', 'schema_migrations']);
  expect(await backupFiles()).toEqual([]);
});

it('applies what is new, once', async () => {
  expect(await migrate(db, sqlite, [first, second], backups)).toEqual(['0002-colours']);
  expect(await migrate(db, sqlite, [first, second], backups)).toEqual([]);
  expect(sqlite.prepare('select * from notes').all()).toEqual([{ text: 'remember the milk', colour: null }]);
});

it('copies the database as it was before', async () => {
  await migrate(db, sqlite, [first, second], backups);
  expect(await backupFiles()).toEqual(['before-0002-colours.sqlite']);
  const copy = new BetterSqlite3(join(backups, 'before-0002-colours.sqlite'), { readonly: true });
  expect(copy.prepare('select * from notes').all()).toEqual([{ text: 'remember the milk' }]);
  expect(copy.prepare('select name from schema_migrations').pluck().all()).toEqual(['0001-notes']);
  copy.close();
});

it('changes nothing when a migration fails, and can be tried again', async () => {
  await expect(migrate(db, sqlite, [first, failing], backups)).rejects.toThrow('there_is_no_such_table');
  expect(tables()).toEqual(['notes', 'schema_migrations']);
  expect(sqlite.prepare('select * from notes').all()).toEqual([{ text: 'remember the milk' }]);
  expect(await migrate(db, sqlite, [first, second], backups)).toEqual(['0002-colours']);
});

it('does not touch a database of a newer version', async () => {
  await migrate(db, sqlite, [first, second], backups);
  await expect(migrate(db, sqlite, [first], backups)).rejects.toThrow(NewerDatabaseError);
});
