import type { Generated } from 'kysely';

export interface ConversationsTable {
  id: string;
  user_id: string;
  character_id: string;
  started_at_ms: number;
  updated_at_ms: number;
  /** Held with somebody without an account, on a public page. */
  visitor: 0 | 1;
  /** What a user called it; null where its first message is its title. */
  title: string | null;
  /** Whom a program holds it for, in its own words; null where it is the account itself. */
  end_user: string | null;
  /** The API with which it was begun. */
  api: Generated<string>;
  /** What a program said about it, as JSON. */
  context_json: string | null;
  platform: string | null;
  /** What the platform calls it. */
  platform_chat_id: string | null;
  /** Null while it goes on. */
  ended_at_ms: number | null;
}

export interface MessagesTable {
  /** Order within the database; also the order within a conversation. */
  position: Generated<number>;
  id: string;
  conversation_id: string;
  role: 'user' | 'assistant';
  /** For an answer: the id of the message that it answers. */
  reply_to: string | null;
  content: string;
  /** An answer as the model wrote it, with its tags: what the next prompt repeats. */
  tagged_content: string | null;
  /** `interrupted`: the answer was cut off; `content` is what had been said. */
  state: 'complete' | 'interrupted';
  emotion: string | null;
  gestures_json: string;
  usage_json: string | null;
  created_at_ms: number;
  /** Of an answer: the mean probability of its tokens, from 0 to 1; null where the model does not tell. */
  confidence: number | null;
  /** Of a user's message: what it was recognised as; null where nothing was trained. */
  intent: string | null;
  intent_probability: number | null;
  /** Of an answer: from the message's arrival to the last word. */
  answer_ms: number | null;
  /** What a program said about its message, as JSON. */
  metadata_json: string | null;
}

export interface MessageRatingsTable {
  message_id: string;
  conversation_id: string;
  /** From 1 to 5. */
  rating: number;
  comment: string | null;
  rated_at_ms: number;
}

/** What an answer has taken from documents. */
export interface MessageCitationsTable {
  message_id: string;
  position: number;
  document_id: string;
  page: number | null;
  /** Of the passage within the document, from 0. */
  passage_position: number;
  quote: string;
}

/** What an answer was told of memories. */
export interface MessageMemoriesTable {
  message_id: string;
  position: number;
  memory_id: string;
}

/** What an account's programs call its conversations: one name may stand for one with each character. */
export interface ConversationNamesTable {
  user_id: string;
  name: string;
  character_id: string;
  conversation_id: string;
}

/** What was said in a conversation before the part that its prompts begin with. */
export interface ConversationSummariesTable {
  conversation_id: string;
  content: string;
  /** The position of the last message that it holds. */
  up_to_position: number;
  updated_at_ms: number;
}

/** Messages that told or repeated something that was forgotten; no summary may hold it again. */
export interface UnsummarisedMessagesTable {
  message_id: string;
}

/** Messages that nobody has looked through yet for what is worth remembering. */
export interface UnreadMessagesTable {
  message_id: string;
  created_at_ms: number;
}

/** Texts that were read aloud into a file. */
export interface SpokenTextsTable {
  id: string;
  user_id: string;
  state: 'working' | 'done' | 'failed' | 'expired';
  created_at_ms: number;
  finished_at_ms: number | null;
  duration_ms: number | null;
  byte_count: number | null;
}
