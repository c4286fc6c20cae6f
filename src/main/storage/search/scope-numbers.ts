import type { Database } from 'better-sqlite3';
import type { IndexName } from './index-tables.ts';

/** Scopes are numbers inside an index: that is less to store and to compare. */
export class ScopeNumbers {
  readonly #db: Database;
  readonly #prefix: string;
  readonly #known = new Map<string, number>();

  constructor(db: Database, index: IndexName) {
    this.#db = db;
    this.#prefix = `${index}:`;
  }

  find(scope: string): number | undefined {
    const known = this.#known.get(scope);
    if (known !== undefined) return known;
    const number = this.#db
      .prepare('select number from search_scopes where name = ?')
      .pluck()
      .get(this.#prefix + scope) as number | undefined;
    // One that a transaction has just made may not stay.
    if (number !== undefined && !this.#db.inTransaction) this.#known.set(scope, number);
    return number;
  }

  /** Runs in a transaction of the caller. */
  findOrMake(scope: string): number {
    const number = this.find(scope);
    if (number !== undefined) return number;
    return this.#db
      .prepare('insert into search_scopes (name) values (?) returning number')
      .pluck()
      .get(this.#prefix + scope) as number;
  }

  /** Runs in a transaction of the caller; the scope has no entries any more. */
  remove(scope: string): void {
    this.#known.delete(scope);
    this.#db.prepare('delete from search_scopes where name = ?').run(this.#prefix + scope);
  }
}
