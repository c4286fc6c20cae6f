import type { Kysely } from 'kysely';

/** Characters as bots: how they run, the model that one has for itself, and the turns that went wrong. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const ofCharacter = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('character_id', 'text', (column) =>
        column.primaryKey().references('characters.id').onDelete('cascade'),
      );

  await ofCharacter('bots')
    .addColumn('avatar_url', 'text')
    .addColumn('platform_type', 'text', (column) => column.notNull())
    .addColumn('platform_config_sealed', 'text')
    .addColumn('plugins_json', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at_ms', 'bigint')
    .execute();

  await ofCharacter('character_models')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('model', 'text')
    .addColumn('base_url', 'text')
    .addColumn('api_key_sealed', 'text')
    .execute();

  await db.schema
    .createTable('turn_failures')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('failed_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('turn_failures_by_character')
    .on('turn_failures')
    .columns(['character_id', 'failed_at_ms'])
    .execute();

  await db.schema.alterTable('users').addColumn('updated_at_ms', 'bigint').execute();
}
