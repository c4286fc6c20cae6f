import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import { DomainError } from '../domain-error.ts';
import type { ChatService } from './chat-service.ts';
import type { ConversationFacts } from './conversation-row.ts';
import { type Conversation, toConversation } from './message.ts';

interface OngoingConversationsDependencies {
  db: Kysely<Schema>;
  chat: Pick<ChatService, 'startConversation'>;
}

/** The conversation that goes on where somebody says something without naming one. */
export class OngoingConversations {
  readonly #db: Kysely<Schema>;
  readonly #chat: OngoingConversationsDependencies['chat'];
  /** What each account is waiting for, so that two messages at once begin one conversation. */
  readonly #opening = new Map<string, Promise<unknown>>();

  constructor({ db, chat }: OngoingConversationsDependencies) {
    this.#db = db;
    this.#chat = chat;
  }

  /**
   * The one in which the account said something last; one that is held for somebody else, or has ended, does not count.
   * Where there is none it begins, with the account's oldest character unless another one is named.
   *
   * @throws DomainError `not_found`, `conflict` where there is nobody to talk to
   */
  async open(
    principal: Principal,
    characterId: string | null,
    facts: ConversationFacts,
  ): Promise<Conversation> {
    const { userId } = principal;
    const find = async () =>
      (await this.#newest(userId, characterId)) ??
      (await this.#chat.startConversation(
        principal,
        characterId ?? (await this.#oldestCharacter(userId)),
        undefined,
        facts,
      ));
    const before = this.#opening.get(userId) ?? Promise.resolve();
    const opening = before.then(find, find);
    this.#opening.set(userId, opening);
    try {
      return await opening;
    } finally {
      if (this.#opening.get(userId) === opening) this.#opening.delete(userId);
    }
  }

  async #newest(userId: string, characterId: string | null): Promise<Conversation | null> {
    let query = this.#db
      .selectFrom('conversations')
      .innerJoin('characters', 'characters.id', 'conversations.character_id')
      .selectAll('conversations')
      .where('conversations.user_id', '=', userId)
      .where('conversations.visitor', '=', 0)
      .where('conversations.end_user', 'is', null)
      .where('conversations.ended_at_ms', 'is', null)
      .where('characters.status', '!=', 'archived');
    if (characterId !== null) query = query.where('characters.id', '=', characterId);
    const row = await query
      .orderBy('conversations.updated_at_ms', 'desc')
      .orderBy('conversations.id')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toConversation(row);
  }

  async #oldestCharacter(userId: string): Promise<string> {
    const row = await this.#db
      .selectFrom('characters')
      .select('id')
      .where('owner_id', '=', userId)
      .where('status', '!=', 'archived')
      .orderBy('created_at_ms')
      .orderBy('id')
      .executeTakeFirst();
    if (row === undefined)
      throw new DomainError('conflict', 'There is no character to talk to; make one first');
    return row.id;
  }
}
