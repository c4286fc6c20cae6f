import type { Kysely } from 'kysely';
import { type PartRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import { type Message, toMessage } from './message.ts';

/** What was said, a part at a time. */
export class MessagePages {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Of these conversations, oldest first, without what answers were taken from. */
  async of(
    conversationIds: readonly string[],
    part: PartRequest,
  ): Promise<{ messages: Message[]; total: number }> {
    const query = this.#db
      .selectFrom('messages')
      .leftJoin('message_ratings', 'message_ratings.message_id', 'messages.id')
      .selectAll('messages')
      .select(['message_ratings.rating', 'message_ratings.comment'])
      .where('messages.conversation_id', 'in', conversationIds)
      .orderBy('messages.position');
    const { rows, total } = await readPage(query, part);
    return { messages: rows.map((row) => toMessage(row)), total };
  }
}
