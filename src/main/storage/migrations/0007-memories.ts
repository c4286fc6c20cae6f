import type { Kysely } from 'kysely';

/** What characters remember of users, which answers used it, and which messages are still to be read for more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('memories')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('character_id', 'text', (column) => column.references('characters.id').onDelete('cascade'))
    .addColumn('source_message_id', 'text', (column) => column.references('messages.id').onDelete('set null'))
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('importance', 'real', (column) => column.notNull())
    .addColumn('confidence', 'real', (column) => column.notNull())
    .addColumn('subject_relation', 'text')
    .addColumn('subject_name', 'text')
    .addColumn('relation', 'text')
    .addColumn('about', 'text')
    .addColumn('value', 'text')
    .addColumn('happens_at_ms', 'bigint')
    .addColumn('valid_from_ms', 'bigint', (column) => column.notNull())
    .addColumn('valid_to_ms', 'bigint')
    .addColumn('superseded_by', 'text')
    .addColumn('pinned', 'integer', (column) => column.notNull())
    .addColumn('indexed', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('memories_by_user')
    .on('memories')
    .columns(['user_id', 'created_at_ms'])
    .execute();
  await db.schema.createIndex('memories_by_source').on('memories').column('source_message_id').execute();
  await db.schema.createIndex('memories_by_character').on('memories').column('character_id').execute();
  await db.schema.createIndex('memories_by_indexed').on('memories').column('indexed').execute();

  await db.schema
    .createTable('message_memories')
    .addColumn('message_id', 'text', (column) =>
      column.notNull().references('messages.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('memory_id', 'text', (column) =>
      column.notNull().references('memories.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('message_memories_key', ['message_id', 'position'])
    .execute();
  await db.schema
    .createIndex('message_memories_by_memory')
    .on('message_memories')
    .column('memory_id')
    .execute();

  await db.schema
    .createTable('unread_messages')
    .addColumn('message_id', 'text', (column) =>
      column.primaryKey().references('messages.id').onDelete('cascade'),
    )
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .alterTable('users')
    .addColumn('memory_enabled', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
}
