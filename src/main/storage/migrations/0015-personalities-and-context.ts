import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** How characters speak, and what is known of whoever talks to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPersonalities(db);

  await withPlace(db, 'context_data')
    .addColumn('data_json', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('context_data_key', ['user_id', 'character_id', 'end_user'])
    .execute();

  await withPlace(db, 'topic_mentions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('topic_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('weight', 'real', (column) => column.notNull())
    .addColumn('mentioned_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.references('messages.id').onDelete('cascade'))
    .execute();

  await withPlace(db, 'entity_mentions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('entity_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('gender', 'text')
    .addColumn('relation', 'text')
    .addColumn('details_json', 'text', (column) => column.notNull())
    .addColumn('confidence', 'real', (column) => column.notNull())
    .addColumn('mentioned_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.references('messages.id').onDelete('cascade'))
    .execute();

  for (const table of ['topic_mentions', 'entity_mentions']) {
    await db.schema
      .createIndex(`${table}_by_place`)
      .on(table)
      .columns(['user_id', 'character_id', 'end_user', 'mentioned_at_ms'])
      .execute();
    await db.schema.createIndex(`${table}_by_message`).on(table).column('message_id').execute();
    await db.schema.createIndex(`${table}_by_character`).on(table).column('character_id').execute();
  }
  await db.schema
    .createIndex('context_data_by_character')
    .on('context_data')
    .column('character_id')
    .execute();

  await db.schema
    .createTable('context_unread')
    .addColumn('message_id', 'text', (column) =>
      column.primaryKey().references('messages.id').onDelete('cascade'),
    )
    .execute();
}

async function createPersonalities(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('personalities')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('traits_json', 'text', (column) => column.notNull())
    .addColumn('tone', 'text', (column) => column.notNull())
    .addColumn('language_style', 'text', (column) => column.notNull())
    .addColumn('vocabulary_json', 'text', (column) => column.notNull())
    .addColumn('dos_json', 'text', (column) => column.notNull())
    .addColumn('donts_json', 'text', (column) => column.notNull())
    .addColumn('greeting', 'text', (column) => column.notNull())
    .addColumn('is_default', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('personalities_by_character')
    .on('personalities')
    .columns(['character_id', 'created_at_ms'])
    .execute();
  await db.schema
    .createIndex('personalities_one_default')
    .unique()
    .on('personalities')
    .column('character_id')
    .where(sql.ref('is_default'), '=', sql.lit(1))
    .execute();
}

function withPlace<Name extends string>(
  db: Kysely<unknown>,
  name: Name,
): CreateTableBuilder<Name, 'user_id' | 'character_id' | 'end_user'> {
  return db.schema
    .createTable(name)
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('end_user', 'text', (column) => column.notNull());
}
