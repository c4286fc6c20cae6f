import type { Selectable } from 'kysely';
import type { Emotion, Gesture } from '../../../shared/emotion.ts';
import type { Usage } from '../../../shared/realtime.ts';
import type { ConversationsTable, MessageRatingsTable, MessagesTable } from '../../storage/schema.ts';
import { type Citation, NO_SOURCES } from './message-sources.ts';

export interface Conversation {
  id: string;
  userId: string;
  characterId: string;
  startedAtMs: number;
  updatedAtMs: number;
  /** What a user called it; null where its first words do. */
  title: string | null;
  /**
   * Held with somebody without an account, on a public page. It belongs to the character's owner, who can read it; but
   * it is not theirs: nothing that is learnt about a user may come from here.
   */
  visitor: boolean;
}

export interface Message {
  id: string;
  conversationId: string;
  role: 'user' | 'assistant';
  replyTo: string | null;
  content: string;
  /** An answer as the model wrote it, with its tags. */
  taggedContent: string | null;
  state: 'complete' | 'interrupted';
  emotion: Emotion | null;
  gestures: Gesture[];
  usage: Usage | null;
  createdAtMs: number;
  /** Of an answer: the mean probability of its tokens, from 0 to 1; null where the model does not tell. */
  confidence: number | null;
  /** Of an answer that was rated: from 1 to 5. */
  rating: number | null;
  ratingComment: string | null;
  /** Of an answer: what it was taken from. */
  citations: Citation[];
  /** Of an answer: the memories that it was told. */
  memoryIds: string[];
}

type Rating = Pick<Selectable<MessageRatingsTable>, 'rating' | 'comment'>;

export function toConversation(row: Selectable<ConversationsTable>): Conversation {
  return {
    id: row.id,
    userId: row.user_id,
    characterId: row.character_id,
    startedAtMs: Number(row.started_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
    title: row.title,
    visitor: row.visitor === 1,
  };
}

export function toMessage(
  row: Selectable<MessagesTable> & { [Name in keyof Rating]: Rating[Name] | null },
  { citations, memoryIds }: Pick<Message, 'citations' | 'memoryIds'> = NO_SOURCES,
): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    role: row.role,
    replyTo: row.reply_to,
    content: row.content,
    taggedContent: row.tagged_content,
    state: row.state,
    emotion: row.emotion as Emotion | null,
    gestures: JSON.parse(row.gestures_json) as Gesture[],
    usage: row.usage_json === null ? null : (JSON.parse(row.usage_json) as Usage),
    createdAtMs: Number(row.created_at_ms),
    confidence: row.confidence === null ? null : Number(row.confidence),
    rating: row.rating === null ? null : Number(row.rating),
    ratingComment: row.comment,
    citations,
    memoryIds,
  };
}
