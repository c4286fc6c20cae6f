import type { Kysely } from 'kysely';

/** Characters that everybody may visit, and the conversations of their visitors. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('characters').addColumn('slug', 'text').execute();
  await db.schema.alterTable('characters').addColumn('published_at_ms', 'bigint').execute();
  await db.schema.createIndex('characters_by_slug').unique().on('characters').column('slug').execute();
  await db.schema
    .alterTable('conversations')
    .addColumn('visitor', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
