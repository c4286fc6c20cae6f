import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

export interface CharacterFigures {
  totalConversations: number;
  /** From 1 to 5; null where nothing was rated. */
  averageRating: number | null;
  totalMessages: number;
}

/** Counts what there is of a character, whoever talked to it. */
export class CharacterAnalytics {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async of(characterId: string): Promise<CharacterFigures> {
    const conversations = this.#db
      .selectFrom('conversations')
      .where('conversations.character_id', '=', characterId);
    const [counted, messages, ratings] = await Promise.all([
      conversations.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('counted_quarters')
        .innerJoin('counted_characters', 'number', 'character')
        .select((eb) => [eb.fn.sum('questions').as('questions'), eb.fn.sum('answers').as('answers')])
        .where('character_id', '=', characterId)
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('counted_questions')
        .innerJoin('counted_characters', 'number', 'character')
        .select((eb) => eb.fn.avg<number | string | null>('rating').as('average'))
        .where('character_id', '=', characterId)
        .where('rating', 'is not', null)
        .executeTakeFirstOrThrow(),
    ]);
    return {
      totalConversations: Number(counted.count),
      averageRating: ratings.average === null ? null : Math.round(Number(ratings.average) * 100) / 100,
      totalMessages: Number(messages.questions ?? 0) + Number(messages.answers ?? 0),
    };
  }
}
