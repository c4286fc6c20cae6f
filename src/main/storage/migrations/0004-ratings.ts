import type { Kysely } from 'kysely';

/** Ratings of answers, names of conversations, and what VRM files say about themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message_ratings')
    .addColumn('message_id', 'text', (column) =>
      column.primaryKey().references('messages.id').onDelete('cascade'),
    )
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addColumn('rating', 'integer', (column) => column.notNull())
    .addColumn('comment', 'text')
    .addColumn('rated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('message_ratings_by_conversation')
    .on('message_ratings')
    .columns(['conversation_id', 'rating'])
    .execute();

  await db.schema.alterTable('conversations').addColumn('title', 'text').execute();

  for (const name of ['category', 'tags_json', 'facts_json'] as const) {
    await db.schema.alterTable('vrm_models').addColumn(name, 'text').execute();
  }
  await db.schema.createIndex('vrm_models_by_owner').on('vrm_models').column('owner_id').execute();
}
