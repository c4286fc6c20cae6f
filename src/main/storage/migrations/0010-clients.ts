import type { Kysely } from 'kysely';

/** What clients of other platforms say about conversations and messages, and what is found out about messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['end_user', 'context_json', 'platform', 'platform_chat_id'] as const) {
    await db.schema.alterTable('conversations').addColumn(name, 'text').execute();
  }
  await db.schema
    .alterTable('conversations')
    .addColumn('api', 'text', (column) => column.notNull().defaultTo('native'))
    .execute();
  await db.schema.alterTable('conversations').addColumn('ended_at_ms', 'bigint').execute();
  await db.schema
    .createIndex('conversations_by_end_user')
    .on('conversations')
    .columns(['character_id', 'end_user', 'updated_at_ms'])
    .execute();

  await db.schema.alterTable('messages').addColumn('intent', 'text').execute();
  await db.schema.alterTable('messages').addColumn('intent_probability', 'real').execute();
  await db.schema.alterTable('messages').addColumn('answer_ms', 'integer').execute();
  await db.schema.alterTable('messages').addColumn('metadata_json', 'text').execute();
}
