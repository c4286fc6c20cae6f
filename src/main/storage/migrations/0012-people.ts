import { type Kysely, sql } from 'kysely';

/** Triggers, profiles with points for what was done, and the room in which people meet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('triggers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('is_public', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('triggers_by_owner').on('triggers').column('owner_id').execute();
  await db.schema
    .createIndex('triggers_by_public')
    .on('triggers')
    .columns(['is_public', 'created_at_ms'])
    .execute();

  await db.schema
    .createTable('trigger_switches')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('trigger_id', 'text', (column) =>
      column.notNull().references('triggers.id').onDelete('cascade'),
    )
    .addColumn('is_on', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('trigger_switches_key', ['user_id', 'trigger_id'])
    .execute();
  await db.schema
    .createIndex('trigger_switches_by_trigger')
    .on('trigger_switches')
    .column('trigger_id')
    .execute();

  await db.schema
    .createTable('profiles')
    .addColumn('user_id', 'text', (column) => column.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('display_name', 'text')
    .addColumn('avatar_url', 'text')
    .addColumn('is_public', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('experience_points', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable('points_of_day')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('activity', 'text', (column) => column.notNull())
    .addColumn('points', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('points_of_day_key', ['user_id', 'day', 'activity'])
    .execute();

  // A position is never given twice, so that what was said later always stands later.
  await sql`create table room_messages (
    position integer primary key autoincrement,
    id text not null unique,
    user_id text not null references users (id) on delete cascade,
    content text not null,
    created_at_ms bigint not null
  )`.execute(db);
  await db.schema.createIndex('room_messages_by_user').on('room_messages').column('user_id').execute();
}
