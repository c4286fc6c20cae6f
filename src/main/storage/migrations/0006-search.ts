import { type Kysely, sql } from 'kysely';

/** What is searched by words and by vectors: passages of documents, and memories. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['passages', 'memories']) {
    await db.schema
      .createTable(`${name}_searched`)
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('word_count', 'integer', (column) => column.notNull())
      .addColumn('vector', 'blob')
      .execute();
    await db.schema.createIndex(`${name}_searched_by_scope`).on(`${name}_searched`).column('scope').execute();
    const table = sql.table(`${name}_words`);
    await sql`create virtual table ${table} using fts5(words, tokenize = 'unicode61 remove_diacritics 2')`.execute(
      db,
    );
    await sql`insert into ${table}(${table}, rank) values ('secure-delete', 1)`.execute(db);
  }
}
