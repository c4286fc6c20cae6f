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
  /** Whom a program holds it for, in its own words; null where it is the account itself. */
  endUser: string | null;
  /** The API with which it was begun: `native`, `chattr`, … */
  api: string;
  /** What a program said about it. */
  context: Record<string, unknown> | null;
  platform: string | null;
  /** What the platform calls it. */
  platformChatId: string | null;
  /** Null while it goes on. */
  endedAtMs: number | null;
  /**
   * Held with somebody without an account, on a public page. It belongs to the character's owner, who can read it; but
   * it is not theirs: nothing that is learnt about a user may come from here.
   */
  visitor: boolean;
}

/** What a user wants, as a trained character recognises it. */
export interface Intent {
  name: string;
  /** From 0 to 1. */
  confidence: number;
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
  /** Of a user's message: what it was recognised as; null where nothing was trained. */
  intent: Intent | null;
  /** Of an answer: from the message's arrival to the last word. */
  answerMs: number | null;
  /** What a program said about its message. */
  metadata: Record<string, unknown> | null;
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
    endUser: row.end_user,
    api: row.api,
    context: parsed(row.context_json),
    platform: row.platform,
    platformChatId: row.platform_chat_id,
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
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
    intent:
      row.intent === null ? null : { name: row.intent, confidence: Number(row.intent_probability ?? 0) },
    answerMs: row.answer_ms === null ? null : Number(row.answer_ms),
    metadata: parsed(row.metadata_json),
    rating: row.rating === null ? null : Number(row.rating),
    ratingComment: row.comment,
    citations,
    memoryIds,
  };
}

function parsed(json: string | null): Record<string, unknown> | null {
  return json === null ? null : (JSON.parse(json) as Record<string, unknown>);
}
