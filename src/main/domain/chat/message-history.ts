import { type Kysely, sql } from 'kysely';
import { type PageRequest, readPage } from '../../storage/page.ts';
import type { Schema } from '../../storage/schema.ts';
import { type Principal, seesEverything } from '../accounts/principal.ts';
import { type Message, toMessage } from './message.ts';

export interface HistoryRequest extends PageRequest {
  /** Whom it was said with: the id that a client gave, or that of the account where it gave none. */
  endUser?: string | undefined;
  conversationId?: string | undefined;
  /** From this moment on. */
  fromMs?: number | undefined;
  /** Before this moment. */
  toMs?: number | undefined;
  order: 'asc' | 'desc';
}

export type PastMessage = Message & { endUser: string };

/** What was said with a character, over all of its conversations. */
export class MessageHistory {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** In conversations of this account; the owner sees everybody's. Those with visitors of public pages are left out. */
  async page(
    principal: Principal,
    characterId: string,
    { endUser, conversationId, fromMs, toMs, order, ...page }: HistoryRequest,
  ): Promise<{ messages: PastMessage[]; total: number }> {
    let query = this.#db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .where('conversations.character_id', '=', characterId)
      .where('conversations.visitor', '=', 0);
    if (!seesEverything(principal)) query = query.where('conversations.user_id', '=', principal.userId);
    if (conversationId !== undefined) query = query.where('conversations.id', '=', conversationId);
    const saidWith = sql<string>`coalesce(conversations.end_user, conversations.user_id)`;
    if (endUser !== undefined) query = query.where(saidWith, '=', endUser);
    if (fromMs !== undefined) query = query.where('messages.created_at_ms', '>=', fromMs);
    if (toMs !== undefined) query = query.where('messages.created_at_ms', '<', toMs);
    const { rows, total } = await readPage(
      query
        .leftJoin('message_ratings', 'message_ratings.message_id', 'messages.id')
        .selectAll('messages')
        .select(['message_ratings.rating', 'message_ratings.comment', saidWith.as('said_with')])
        .orderBy('messages.position', order),
      page,
    );
    return { messages: rows.map((row) => ({ ...toMessage(row), endUser: row.said_with })), total };
  }
}
