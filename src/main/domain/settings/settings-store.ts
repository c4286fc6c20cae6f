import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/** Small JSON values that outlive a restart, by name. */
export class SettingsStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** @returns the parsed value, or undefined where nothing was stored. */
  async get(key: string): Promise<unknown> {
    const row = await this.#db
      .selectFrom('settings')
      .select('value_json')
      .where('key', '=', key)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.value_json);
  }

  async set(key: string, value: unknown): Promise<void> {
    const value_json = JSON.stringify(value);
    await this.#db
      .insertInto('settings')
      .values({ key, value_json })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json }))
      .execute();
  }
}
