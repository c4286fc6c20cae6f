import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Migration } from './migrations/index.ts';

/** The database was made by a newer Tomo, so this one must not touch it. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * Brings the database to the newest form. Before each migration the database is copied to
 * `backups/before-NAME.sqlite`; each migration is one transaction, so a crash leaves the form before it.
 *
 * @throws NewerDatabaseError when the database has a migration that `migrations` does not.
 */
export async function migrate(
  db: Kysely<unknown>,
  sqlite: Database,
  migrations: readonly Migration[],
  backupDirectory: string,
): Promise<string[]> {
  await sql`create table if not exists schema_migrations (name text primary key, applied_at_ms bigint not null)`.execute(
    db,
  );
  const rows = await sql<{ name: string }>`select name from schema_migrations`.execute(db);
  const applied = new Set(rows.rows.map((row) => row.name));
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new NewerDatabaseError(
      `the database was made by a newer version of Tomo (it has ${unknown}); update Tomo, or use another data directory`,
    );
  }

  const pending = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of pending) {
    if (applied.size > 0) {
      await mkdir(backupDirectory, { recursive: true, mode: 0o700 });
      await sqlite.backup(join(backupDirectory, `before-${migration.name}.sqlite`));
    }
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction);
      await sql`insert into schema_migrations values (${migration.name}, ${Date.now()})`.execute(transaction);
    });
    applied.add(migration.name);
  }
  return pending.map((migration) => migration.name);
}
