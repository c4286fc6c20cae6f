import type { Kysely } from 'kysely';

/** What programs rely on: names of their own choice, how a character answers them, and the sound they asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('characters').addColumn('handle', 'text').execute();
  await db.schema
    .alterTable('characters')
    .addColumn('personality', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('characters')
    .addColumn('generation_json', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  await db.schema
    .createIndex('characters_by_handle')
    .unique()
    .on('characters')
    .columns(['owner_id', 'handle'])
    .execute();

  await db.schema.alterTable('messages').addColumn('confidence', 'real').execute();

  await db.schema
    .createTable('conversation_names')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('character_id', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('conversation_names_key', ['user_id', 'name', 'character_id'])
    .execute();
  await db.schema
    .createIndex('conversation_names_by_conversation')
    .on('conversation_names')
    .column('conversation_id')
    .execute();

  await db.schema
    .createTable('spoken_texts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('finished_at_ms', 'bigint')
    .addColumn('duration_ms', 'integer')
    .addColumn('byte_count', 'bigint')
    .execute();
  await db.schema
    .createIndex('spoken_texts_by_user')
    .on('spoken_texts')
    .columns(['user_id', 'created_at_ms'])
    .execute();
}
