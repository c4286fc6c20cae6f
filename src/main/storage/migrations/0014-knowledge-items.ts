import type { Kysely } from 'kysely';

/** Short texts that were written straight into a knowledge base, and what programs note about a character. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_items')
    .addColumn('document_id', 'text', (column) =>
      column.primaryKey().references('documents.id').onDelete('cascade'),
    )
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('tags_json', 'text', (column) => column.notNull())
    .addColumn('source', 'text')
    .addColumn('metadata_json', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .alterTable('characters')
    .addColumn('attributes_json', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
}
