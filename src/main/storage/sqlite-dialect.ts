import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';

/**
 * Kysely's SQLite dialect for a disk that can be full and for a database that another thread writes too. SQLite rolls a
 * failed commit back by itself, and a second rollback would put its own error in the place of the one that says why.
 */
export class TomoSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig & { database: { inTransaction: boolean } };

  constructor(config: SqliteDialectConfig & { database: { inTransaction: boolean } }) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ForgivingDriver(this.#config);
  }
}

class ForgivingDriver extends SqliteDriver {
  readonly #database: { inTransaction: boolean };

  constructor(config: SqliteDialectConfig & { database: { inTransaction: boolean } }) {
    super(config);
    this.#database = config.database;
  }

  /** One that only reads at first could not write any more once another connection has written meanwhile. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
