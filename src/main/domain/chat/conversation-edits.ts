import type { Kysely } from 'kysely';
import type { Schema } from '../../storage/schema.ts';
import type { Principal } from '../accounts/principal.ts';
import type { ChatService } from './chat-service.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { Conversation } from './message.ts';

/** What is left out stays as it is. */
export interface ConversationChanges {
  /** Null calls it by its first words again. */
  title?: string | null | undefined;
  /** Joins what is there; null in it takes a field away. Null takes all of it away. */
  context?: Record<string, unknown> | null | undefined;
  ended?: boolean | undefined;
}

/** Changes what programs say about conversations. */
export class ConversationEdits {
  readonly #db: Kysely<Schema>;
  readonly #conversations: ConversationStore;
  readonly #chat: Pick<ChatService, 'endConversation'>;

  constructor(deps: {
    db: Kysely<Schema>;
    conversations: ConversationStore;
    chat: Pick<ChatService, 'endConversation'>;
  }) {
    this.#db = deps.db;
    this.#conversations = deps.conversations;
    this.#chat = deps.chat;
  }

  /** @throws DomainError `not_found` */
  async change(principal: Principal, id: string, changes: ConversationChanges): Promise<Conversation> {
    const { title, context, ended } = changes;
    const before = await this.#conversations.get(principal, id);
    const row = {
      ...(title === undefined ? {} : { title }),
      ...(context === undefined ? {} : { context_json: merged(before.context, context) }),
      ...(ended === false ? { ended_at_ms: null } : {}),
    };
    if (Object.keys(row).length > 0) {
      await this.#db.updateTable('conversations').set(row).where('id', '=', id).execute();
    }
    if (ended === true) await this.#chat.endConversation(principal, id);
    return await this.#conversations.get(principal, id);
  }
}

function merged(
  before: Record<string, unknown> | null,
  changes: Record<string, unknown> | null,
): string | null {
  if (changes === null) return null;
  const fields = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(fields));
}
