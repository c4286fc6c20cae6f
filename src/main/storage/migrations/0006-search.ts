import { type Kysely, sql } from 'kysely';

/** What is searched by words and by vectors: passages of documents, and memories. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('search_scopes')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute();
  await db.schema
    .createTable('search_generations')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('index_name', 'text', (column) => column.notNull())
    .addColumn('model_id', 'text', (column) => column.notNull())
    .addColumn('dimensions', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  for (const name of ['passages', 'memories']) await createIndexTables(db, name);
}

export async function createIndexTables(db: Kysely<unknown>, name: string): Promise<void> {
  await db.schema
    .createTable(`${name}_entries`)
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('word_count', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex(`${name}_entries_by_scope`).on(`${name}_entries`).column('scope').execute();
  await db.schema
    .createTable(`${name}_texts`)
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable(`${name}_vectors`)
    // The number of the generation in the upper 16 bits, the id of the entry in the lower 48.
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('vector', 'blob', (column) => column.notNull())
    .execute();
  const table = sql.table(`${name}_words`);
  // The words come folded and cut, so that only spaces and ASCII are left to tell apart.
  await sql`create virtual table ${table} using fts5(words, scope, tokenize = 'ascii')`.execute(db);
  await sql`insert into ${table}(${table}, rank) values ('secure-delete', 1)`.execute(db);
  await sql`insert into ${table}(${table}, rank) values ('rank', 'bm25(1.0, 0.0)')`.execute(db);
}
