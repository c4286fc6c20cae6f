import type { Database } from 'better-sqlite3';

/** Other connections wait for as long as one step holds the lock. */
const STEP_MS = 6;

/**
 * Writes in steps, each a transaction of its own, so that the server's own connection never waits long: before each
 * step it is asked for its permission, which it can only give when it waits for nothing.
 */
export class WriteSteps {
  readonly #db: Database;
  readonly #permission: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  constructor(db: Database, permission: () => Promise<void>) {
    this.#db = db;
    this.#permission = permission;
  }

  /**
   * Writes each item, after what was asked for earlier; all are stored when it resolves, and some where it rejects.
   *
   * @param stored gets what one step has stored, in the same turn of the event loop
   */
  each<Item>(
    items: readonly Item[],
    write: (item: Item) => void,
    stored: (items: readonly Item[]) => void = () => {},
  ): Promise<void> {
    const all = async () => {
      let next = 0;
      while (next < items.length) {
        await this.#permission();
        const from = next;
        this.#inTransaction(() => {
          const endMs = performance.now() + STEP_MS;
          do write(items[next++] as Item);
          while (next < items.length && performance.now() < endMs);
        });
        stored(items.slice(from, next));
      }
    };
    const result = this.#last.then(all);
    this.#last = result.catch(() => {});
    return result;
  }

  /** One transaction. */
  async once(write: () => void): Promise<void> {
    await this.each([undefined], write);
  }

  #inTransaction(write: () => void): void {
    this.#db.exec('begin immediate');
    try {
      write();
      this.#db.exec('commit');
    } catch (error) {
      // Where the disk is full SQLite has rolled back by itself.
      if (this.#db.inTransaction) this.#db.exec('rollback');
      throw error;
    }
  }
}
