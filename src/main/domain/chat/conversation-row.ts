import type { Selectable } from 'kysely';
import type { ConversationsTable } from '../../storage/schema.ts';
import type { Conversation } from './message.ts';

/** What a program says about a conversation that it begins. */
export type ConversationFacts = Partial<
  Pick<Conversation, 'title' | 'endUser' | 'api' | 'context' | 'platform' | 'platformChatId'>
>;

/** What is not known of a message when it is stored. */
export const NOTHING_FOUND_OUT = {
  intent: null,
  intent_probability: null,
  answer_ms: null,
  metadata_json: null,
};

export function newRow(
  id: string,
  userId: string,
  characterId: string,
  facts: ConversationFacts & { visitor: 0 | 1 },
): Selectable<ConversationsTable> {
  const now = Date.now();
  return {
    id,
    user_id: userId,
    character_id: characterId,
    started_at_ms: now,
    updated_at_ms: now,
    visitor: facts.visitor,
    title: facts.title ?? null,
    end_user: facts.endUser ?? null,
    api: facts.api ?? 'native',
    context_json: facts.context == null ? null : JSON.stringify(facts.context),
    platform: facts.platform ?? null,
    platform_chat_id: facts.platformChatId ?? null,
    ended_at_ms: null,
  };
}
