import type { SqliteStatement } from 'kysely';

/** More than the program has different queries; lists of different lengths make more of them. */
const STATEMENTS_MAX = 256;

type CacheableStatement = SqliteStatement & { readonly busy?: boolean };

interface Database {
  readonly inTransaction: boolean;
  prepare(sql: string): CacheableStatement;
  close(): void;
}

/**
 * A database that remembers the statements it has prepared, by their text: preparing one costs several times what
 * running it does. Each runs anew and sees what is in the database then; after a change of the schema SQLite prepares
 * it again by itself.
 */
export function rememberStatements(database: Database): Database {
  const statements = new Map<string, CacheableStatement>();
  return {
    get inTransaction() {
      return database.inTransaction;
    },
    close: () => {
      statements.clear();
      database.close();
    },
    prepare(sql) {
      const known = statements.get(sql);
      // One whose rows are still being read cannot be run a second time.
      if (known?.busy === true) return database.prepare(sql);
      const statement = known ?? database.prepare(sql);
      // The one that was used longest ago is the first of the map.
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > STATEMENTS_MAX) statements.delete(statements.keys().next().value as string);
      return statement;
    },
  };
}
