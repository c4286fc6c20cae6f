import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/** Counts what an account did since a moment. */
export class AccountActivity {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** How many conversations have moved. */
  async conversations(userId: string, sinceMs: number): Promise<number> {
    const { count } = await this.#db
      .selectFrom('conversations')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('user_id', '=', userId)
      .where('visitor', '=', 0)
      .where('updated_at_ms', '>=', sinceMs)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** How many of them with each character, by its id. */
  async conversationsByCharacter(userId: string, sinceMs: number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#db
      .selectFrom('conversations')
      .select(['character_id', (eb) => eb.fn.countAll().as('count')])
      .where('user_id', '=', userId)
      .where('visitor', '=', 0)
      .where('updated_at_ms', '>=', sinceMs)
      .groupBy('character_id')
      .execute();
    return new Map(rows.map((row) => [row.character_id, Number(row.count)]));
  }
}
