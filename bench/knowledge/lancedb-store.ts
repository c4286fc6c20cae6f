import { peerPackage } from './peer-package.ts';
import type { OpenStore } from './searched-store.ts';

interface LanceQuery {
  nearestTo(vector: Float32Array): LanceQuery;
  fullTextSearch(text: string, options: { columns: string[] }): LanceQuery;
  refineFactor(factor: number): LanceQuery;
  rerank(reranker: unknown): LanceQuery;
  select(columns: string[]): LanceQuery;
  limit(count: number): LanceQuery;
  toArray(): Promise<{ id: number }[]>;
}
interface LanceTable {
  add(rows: unknown[]): Promise<unknown>;
  createIndex(column: string, options: { config: unknown }): Promise<void>;
  query(): LanceQuery;
}
interface Lance {
  connect(
    path: string,
  ): Promise<{ createTable(name: string, rows: unknown[]): Promise<LanceTable>; close(): void }>;
  Index: { hnswSq(options: object): unknown; fts(): unknown };
  rerankers: { RRFReranker: { create(): Promise<unknown> } };
}

/** Its index of graphs on 8-bit vectors with a second look at the whole ones, and its full text; fused by rank. */
export const openLancedb: OpenStore = async (directory) => {
  const lance = await peerPackage<Lance>('@lancedb/lancedb');
  const connection = await lance.connect(directory);
  const reranker = await lance.rerankers.RRFReranker.create();
  let table: LanceTable | undefined;
  const opened = () => {
    if (table === undefined) throw new Error('There is nothing in the table yet.');
    return table;
  };
  return {
    parts: ['text', 'vector', 'hybrid'],
    async add(entries) {
      const rows = entries.map(({ id, text, vector }) => ({ id, text, vector: Array.from(vector) }));
      if (table === undefined) table = await connection.createTable('passages', rows);
      else await table.add(rows);
    },
    async finish() {
      await opened().createIndex('vector', { config: lance.Index.hnswSq({ distanceType: 'l2' }) });
      await opened().createIndex('text', { config: lance.Index.fts() });
    },
    async search({ text, vector }, part, limit) {
      let query = opened().query();
      if (part !== 'vector') query = query.fullTextSearch(text, { columns: ['text'] });
      if (part !== 'text') query = query.nearestTo(vector).refineFactor(10);
      if (part === 'hybrid') query = query.rerank(reranker);
      const rows = await query.limit(limit).toArray();
      return rows.map(({ id }) => Number(id));
    },
    close: async () => connection.close(),
  };
};
