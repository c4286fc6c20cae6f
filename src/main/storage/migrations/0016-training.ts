import type { Kysely } from 'kysely';
import { createIndexTables } from './0006-search.ts';

/** What characters are trained with, the trainings, and what they learned; the examples are searched like passages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('training_datasets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('training_datasets_by_character')
    .on('training_datasets')
    .columns(['character_id', 'created_at_ms'])
    .execute();

  await db.schema
    .createTable('training_examples')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('dataset_id', 'text', (column) =>
      column.notNull().references('training_datasets.id').onDelete('cascade'),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('text_key', 'text', (column) => column.notNull())
    .addColumn('response', 'text')
    .addColumn('intent', 'text')
    .addColumn('indexed', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('training_examples_by_text')
    .on('training_examples')
    .columns(['dataset_id', 'text_key'])
    .unique()
    .execute();
  await db.schema
    .createIndex('training_examples_by_intent')
    .on('training_examples')
    .columns(['dataset_id', 'intent'])
    .execute();

  await db.schema
    .createTable('training_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('parameters_json', 'text', (column) => column.notNull())
    .addColumn('metrics_json', 'text')
    .addColumn('error', 'text')
    .addColumn('embedding_model', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('started_at_ms', 'bigint')
    .addColumn('ended_at_ms', 'bigint')
    .execute();
  await db.schema
    .createIndex('training_sessions_by_character')
    .on('training_sessions')
    .columns(['character_id', 'created_at_ms'])
    .execute();
  await db.schema
    .createIndex('training_sessions_by_status')
    .on('training_sessions')
    .columns(['status', 'created_at_ms'])
    .execute();
  await db.schema
    .createIndex('training_sessions_by_user')
    .on('training_sessions')
    .column('user_id')
    .execute();

  await db.schema
    .createTable('training_session_datasets')
    .addColumn('session_id', 'text', (column) =>
      column.notNull().references('training_sessions.id').onDelete('cascade'),
    )
    .addColumn('dataset_id', 'text', (column) =>
      column.notNull().references('training_datasets.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('training_session_datasets_key', ['session_id', 'dataset_id'])
    .execute();
  await db.schema
    .createIndex('training_session_datasets_by_dataset')
    .on('training_session_datasets')
    .column('dataset_id')
    .execute();

  await db.schema
    .createTable('trained_parts')
    .addColumn('session_id', 'text', (column) =>
      column.notNull().references('training_sessions.id').onDelete('cascade'),
    )
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('trained_parts_key', ['session_id', 'part'])
    .execute();

  await createIndexTables(db, 'examples');
}
