import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import { mayTouch, type Principal } from '../accounts/principal.ts';
import { DomainError, notFound } from '../domain-error.ts';

/** What people think of answers. */
export class MessageRatings {
  readonly #db: Kysely<Schema>;
  readonly #forget: () => void;

  /** @param forget makes deleted rows unreadable in the files too */
  constructor(db: Kysely<Schema>, forget: () => void) {
    this.#db = db;
    this.#forget = forget;
  }

  /**
   * Rates an answer, or changes its rating.
   *
   * @param stars from 1 to 5, whole
   * @param within where the answer must be from
   * @returns the id of the answer's conversation
   * @throws DomainError `not_found`, `invalid` for what is not an answer
   */
  async rate(
    principal: Principal,
    messageId: string,
    stars: number,
    comment: string | null,
    within: { characterId?: string } = {},
  ): Promise<string> {
    const message = await this.#message(principal, messageId);
    const { characterId = message.character_id } = within;
    if (message.character_id !== characterId) throw notFound('message', messageId);
    if (message.role !== 'assistant') {
      throw new DomainError('invalid', 'Only answers are rated, and this is a message of a user', {
        message_id: messageId,
      });
    }
    const rated = { rating: stars, comment, rated_at_ms: Date.now() };
    await this.#db
      .insertInto('message_ratings')
      .values({ message_id: messageId, conversation_id: message.conversation_id, ...rated })
      .onConflict((conflict) => conflict.column('message_id').doUpdateSet(rated))
      .execute();
    return message.conversation_id;
  }

  /** @throws DomainError `not_found`, also for an answer without a rating */
  async remove(principal: Principal, messageId: string): Promise<void> {
    await this.#message(principal, messageId);
    const { numDeletedRows } = await this.#db
      .deleteFrom('message_ratings')
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound('rating', messageId);
    this.#forget();
  }

  async #message(principal: Principal, id: string) {
    const message = await this.#db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .select(['messages.role', 'messages.conversation_id'])
      .select(['conversations.user_id', 'conversations.character_id'])
      .where('messages.id', '=', id)
      .executeTakeFirst();
    if (message === undefined || !mayTouch(principal, message.user_id)) throw notFound('message', id);
    return message;
  }
}
