import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { DIMENSIONS } from './corpus.ts';
import type { OpenStore } from './searched-store.ts';

/** sqlite-vec alone: every vector is compared, exactly; as durable as Tomo's database. */
export const openSqliteVec: OpenStore = async (directory) => {
  const db = new BetterSqlite3(join(directory, 'vectors.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  sqliteVec.load(db);
  db.exec(`create virtual table vectors using vec0(vector float[${DIMENSIONS}])`);
  const put = db.prepare('insert into vectors (rowid, vector) values (?, ?)');
  const find = db
    .prepare('select rowid from vectors where vector match ? and k = ? order by distance')
    .pluck();
  return {
    parts: ['vector'],
    add: async (entries) =>
      db.transaction(() => {
        for (const { id, vector } of entries) put.run(BigInt(id), bytesOf(vector));
      })(),
    finish: async () => {},
    search: async ({ vector }, _part, limit) => find.all(bytesOf(vector), limit) as number[],
    close: async () => void db.close(),
  };
};

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
