import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import { notFound } from '../domain-error.ts';
import type { ChatService } from './chat-service.ts';
import type { ConversationStore } from './conversation-store.ts';
import { type Conversation, type Message, toConversation } from './message.ts';
import type { MessagePages } from './message-pages.ts';

interface NamedConversationsDependencies {
  db: Kysely<Schema>;
  conversations: ConversationStore;
  chat: ChatService;
  messagePages: MessagePages;
}

export type PlacedMessage = Message & { characterId: string };

/**
 * Conversations by names that programs choose, as in a chat API whose callers bring their own session ids. A name is
 * its account's own; it stands for one conversation with each character that was spoken to under it. The id of a
 * conversation is a name of it too.
 */
export class NamedConversations {
  readonly #db: Kysely<Schema>;
  readonly #deps: NamedConversationsDependencies;

  constructor(deps: NamedConversationsDependencies) {
    this.#deps = deps;
    this.#db = deps.db;
  }

  /**
   * The conversation of this name with this character; begun where there is none.
   *
   * @param name null begins one whose id is its name
   * @throws DomainError `not_found`, `conflict` when the character is archived
   */
  async open(principal: Principal, name: string | null, characterId: string): Promise<Conversation> {
    const begin = () => this.#deps.chat.startConversation(principal, characterId);
    if (name === null) return await begin();
    const isWanted = (conversation: Conversation) => conversation.characterId === characterId;
    const known = (await this.#named(principal, name)).find(isWanted);
    if (known !== undefined) return known;
    const begun = await begin();
    const row = { user_id: principal.userId, name, character_id: characterId, conversation_id: begun.id };
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('conversation_names')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) return begun;
    // Somebody else was faster with the same name.
    await this.#deps.conversations.delete(begun.id);
    return (await this.#named(principal, name)).find(isWanted) ?? begun;
  }

  /** What was said under a name, oldest first. @throws DomainError `not_found` */
  async messages(
    principal: Principal,
    name: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ messages: PlacedMessage[]; total: number }> {
    const conversations = await this.#require(principal, name);
    const ids = conversations.map(({ id }) => id);
    const { messages, total } = await this.#deps.messagePages.of(ids, { offset, limit });
    const characters = new Map(conversations.map(({ id, characterId }) => [id, characterId]));
    const placed = messages.map((message) => ({
      ...message,
      characterId: characters.get(message.conversationId) ?? '',
    }));
    return { messages: placed, total };
  }

  /** Removes what was said under a name; the name stays. @throws DomainError `not_found` */
  async clear(principal: Principal, name: string): Promise<void> {
    for (const { id } of await this.#require(principal, name)) {
      await this.#deps.chat.clearConversation(principal, id);
    }
  }

  async #require(principal: Principal, name: string): Promise<Conversation[]> {
    const conversations = await this.#named(principal, name);
    if (conversations.length === 0) throw notFound('session', name);
    return conversations;
  }

  async #named({ userId }: Principal, name: string): Promise<Conversation[]> {
    const rows = await this.#db
      .selectFrom('conversations')
      .selectAll()
      .where('user_id', '=', userId)
      .where('visitor', '=', 0)
      .where((eb) =>
        eb.or([
          eb('id', '=', name),
          eb(
            'id',
            'in',
            eb
              .selectFrom('conversation_names')
              .select('conversation_id')
              .where('user_id', '=', userId)
              .where('name', '=', name),
          ),
        ]),
      )
      .execute();
    return rows.map(toConversation);
  }
}
