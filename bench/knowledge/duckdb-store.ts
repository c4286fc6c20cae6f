import { join } from 'node:path';
import { DIMENSIONS } from './corpus.ts';
import { peerPackage } from './peer-package.ts';
import type { OpenStore } from './searched-store.ts';

interface Appender {
  appendInteger(value: number): void;
  appendVarchar(value: string): void;
  appendArray(value: unknown, type: unknown): void;
  endRow(): void;
  closeSync(): void;
}
interface Connection {
  run(sql: string, values?: unknown[], types?: unknown[]): Promise<unknown>;
  runAndReadAll(sql: string, values: unknown[], types: unknown[]): Promise<{ getRows(): unknown[][] }>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}
interface Duck {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
  ARRAY(type: unknown, length: number): unknown;
  FLOAT: unknown;
  INTEGER: unknown;
  arrayValue(items: readonly number[]): unknown;
}

/** Every vector is compared; its extensions for vectors and full text would have to be downloaded. */
export const openDuckdb: OpenStore = async (directory) => {
  const duck = await peerPackage<Duck>('@duckdb/node-api');
  const instance = await duck.DuckDBInstance.create(join(directory, 'passages.duckdb'));
  const connection = await instance.connect();
  const vectorType = duck.ARRAY(duck.FLOAT, DIMENSIONS);
  await connection.run(`create table passages (id integer, text varchar, vector float[${DIMENSIONS}])`);
  return {
    parts: ['vector'],
    async add(entries) {
      const appender = await connection.createAppender('passages');
      for (const { id, text, vector } of entries) {
        appender.appendInteger(id);
        appender.appendVarchar(text);
        appender.appendArray(duck.arrayValue(Array.from(vector)), vectorType);
        appender.endRow();
      }
      appender.closeSync();
    },
    finish: async () => void (await connection.run('checkpoint')),
    async search({ vector }, _part, limit) {
      const result = await connection.runAndReadAll(
        'select id from passages order by array_distance(vector, $1) limit $2',
        [duck.arrayValue(Array.from(vector)), limit],
        [vectorType, duck.INTEGER],
      );
      return result.getRows().map(([id]) => Number(id));
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
