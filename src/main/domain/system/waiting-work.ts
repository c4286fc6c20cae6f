import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

export interface WorkLengths {
  /** Messages that are being answered, or wait for that. */
  turns: number;
  /** Documents that are still to be read. */
  documents: number;
  /** Messages that nobody has looked through yet for what is worth remembering. */
  unreadMessages: number;
}

/** How much is still to be done. */
export class WaitingWork {
  readonly #db: Kysely<Schema>;
  readonly #turns: () => number;

  constructor(db: Kysely<Schema>, turns: () => number) {
    this.#db = db;
    this.#turns = turns;
  }

  async lengths(): Promise<WorkLengths> {
    const [documents, unread] = await Promise.all([
      this.#db
        .selectFrom('documents')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('status', '=', 'processing')
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('unread_messages')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow(),
    ]);
    return {
      turns: this.#turns(),
      documents: Number(documents.count),
      unreadMessages: Number(unread.count),
    };
  }
}
