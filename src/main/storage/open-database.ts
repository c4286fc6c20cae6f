import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { rememberStatements } from './remember-statements.ts';
import type { Schema } from './schema.ts';
import type { SearchIndex } from './search/search-index.ts';
import { SearchThread } from './search/search-thread.ts';
import { TomoSqliteDialect } from './sqlite-dialect.ts';

export interface OpenDatabase {
  db: Kysely<Schema>;
  /** Where it is, for threads that open it themselves. */
  file: string;
  /** What is searched by words and vectors. */
  index: { passages: SearchIndex; memories: SearchIndex; examples: SearchIndex };
  /** Makes what was deleted unreadable in the files too: the write-ahead log still held it. */
  forgetDeleted(): void;
  /** Writes the log back into the database and closes it; may be called twice. */
  close(): Promise<void>;
}

const BUSY_TIMEOUT_MS = 5_000;
/** More than the search thread lets come together (1,000): copying what it has written is its own work. */
const CHECKPOINT_PAGES = 2_000;
/** The search thread's program where this runs from its sources. */
const SEARCH_THREAD_SOURCE = new URL('../search-thread.ts', import.meta.url);

/**
 * Opens `tomo.sqlite` in the data directory, makes it where there is none, and migrates it.
 * A transaction that was acknowledged survives a crash and a power loss (WAL with `synchronous=FULL`).
 *
 * @param searchThreadFile the program of the thread that searches; it starts when it is first needed
 * @throws NewerDatabaseError, or SQLite's error where the file is damaged or the disk is full.
 */
export async function openDatabase(
  dataDirectory: string,
  searchThreadFile: string = fileURLToPath(SEARCH_THREAD_SOURCE),
): Promise<OpenDatabase> {
  const file = join(dataDirectory, 'tomo.sqlite');
  const sqlite = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('secure_delete = ON');
    // What is prepared while the tables change is not kept.
    const migrating = new Kysely<unknown>({ dialect: new TomoSqliteDialect({ database: sqlite }) });
    await migrate(migrating, sqlite, MIGRATIONS, join(dataDirectory, 'backups'));
    const database = rememberStatements(sqlite);
    const db = new Kysely<Schema>({ dialect: new TomoSqliteDialect({ database }) });
    const search = new SearchThread(searchThreadFile, file);
    let closed = false;
    const checkpoint = () => sqlite.pragma('wal_checkpoint(TRUNCATE)');
    return {
      db,
      file,
      index: {
        passages: search.index('passages'),
        memories: search.index('memories'),
        examples: search.index('examples'),
      },
      forgetDeleted: checkpoint,
      async close() {
        if (closed) return;
        closed = true;
        await search.close();
        try {
          checkpoint();
        } catch (error) {
          // What has no room in the database stays in the write-ahead log, and is read from there next time.
          if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error;
        } finally {
          await db.destroy();
        }
      },
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
