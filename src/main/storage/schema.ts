import type { Generated } from 'kysely';

/**
 * The tables as Kysely sees them. Times are milliseconds since 1970, JSON is text: both are the same in SQLite
 * and PostgreSQL.
 */
export interface Schema {
  users: UsersTable;
  characters: CharactersTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  message_ratings: MessageRatingsTable;
  vrm_models: VrmModelsTable;
  settings: SettingsTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  knowledge_bases: KnowledgeBasesTable;
  documents: DocumentsTable;
  passages: PassagesTable;
  message_citations: MessageCitationsTable;
  memories: MemoriesTable;
  message_memories: MessageMemoriesTable;
  conversation_summaries: ConversationSummariesTable;
  unsummarised_messages: UnsummarisedMessagesTable;
  unread_messages: UnreadMessagesTable;
  conversation_names: ConversationNamesTable;
  spoken_texts: SpokenTextsTable;
}

export interface UsersTable {
  id: string;
  role: 'owner' | 'admin' | 'user';
  name: string;
  created_at_ms: number;
  /** Lower case; null for the owner, who has a key instead. */
  email: string | null;
  username: string | null;
  password_hash: string | null;
  email_verified: 0 | 1;
  tier: 'free' | 'pro' | 'enterprise';
  requests_per_hour: number | null;
  /** Whether characters remember what the user tells them. */
  memory_enabled: Generated<0 | 1>;
}

/** What begins with a login and goes on as long as its refresh tokens are exchanged. */
export interface SessionsTable {
  id: string;
  user_id: string;
  created_at_ms: number;
  ended_at_ms: number | null;
}

export interface RefreshTokensTable {
  token_hash: string;
  session_id: string;
  expires_at_ms: number;
  used_at_ms: number | null;
}

export interface ApiKeysTable {
  id: string;
  user_id: string;
  name: string;
  token_hash: string;
  hint: string;
  scopes_json: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  last_used_at_ms: number | null;
}

export interface CharactersTable {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  status: 'draft' | 'published' | 'archived';
  vrm_model_id: string | null;
  system_prompt: string;
  voice_config_json: string;
  mode: string;
  knowledge_base_ids_json: string;
  created_at_ms: number;
  updated_at_ms: number;
  /** The last part of its public address; given when it is first published, and kept. */
  slug: string | null;
  /** Null while it is not published. */
  published_at_ms: number | null;
  /** What programs of its account call it; null where its id is its only name. */
  handle: string | null;
  personality: string;
  generation_json: string;
}

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
}

export interface MessageRatingsTable {
  message_id: string;
  conversation_id: string;
  /** From 1 to 5. */
  rating: number;
  comment: string | null;
  rated_at_ms: number;
}

export interface VrmModelsTable {
  id: string;
  owner_id: string;
  name: string;
  byte_count: number;
  created_at_ms: number;
  /** What its owner chose; null where the file's own facts decide. */
  category: string | null;
  tags_json: string | null;
  /** What was read from the file; null for models that were added before that was kept. */
  facts_json: string | null;
}

export interface SettingsTable {
  key: string;
  value_json: string;
}

export interface KnowledgeBasesTable {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface DocumentsTable {
  id: string;
  knowledge_base_id: string;
  filename: string;
  /** What it turned out to be; null until it was read. */
  media_type: string | null;
  title: string | null;
  byte_count: number;
  /** SHA-256 of the file, in hexadecimal. */
  content_hash: string;
  page_count: number | null;
  metadata_json: string;
  warnings_json: string;
  status: 'processing' | 'ready' | 'failed';
  error_code: string | null;
  error_message: string | null;
  /** Null until it was read and all its passages are stored. */
  passage_count: number | null;
  /** The first so many of its passages can be found. */
  indexed_count: number;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface PassagesTable {
  /** Also its id in the search index. */
  id: Generated<number>;
  document_id: string;
  /** From 0 within its document. */
  position: number;
  content: string;
  /** The headings above it, as in `Repairs › Brakes`. */
  heading: string | null;
  /** From 1; also the number of a slide or a sheet. */
  page: number | null;
  /** Where it stands in the document's whole text, in characters. */
  start_char: number;
  end_char: number;
  token_count: number;
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

export interface MemoriesTable {
  /** Also its id in the search index. */
  position: Generated<number>;
  id: string;
  user_id: string;
  /** Null where every character may know it. */
  character_id: string | null;
  /** Null where somebody wrote it, or its message is gone. */
  source_message_id: string | null;
  content: string;
  kind: string;
  importance: number;
  confidence: number;
  /** Whom it is about, and what it says: null where only its words are known. */
  subject_relation: string | null;
  subject_name: string | null;
  relation: string | null;
  about: string | null;
  value: string | null;
  happens_at_ms: number | null;
  valid_from_ms: number;
  /** Null while it holds. */
  valid_to_ms: number | null;
  superseded_by: string | null;
  pinned: 0 | 1;
  /** Whether it can be found. */
  indexed: 0 | 1;
  created_at_ms: number;
}

/** What an answer was told of memories. */
export interface MessageMemoriesTable {
  message_id: string;
  position: number;
  memory_id: string;
}

/** Messages that nobody has looked through yet for what is worth remembering. */
export interface UnreadMessagesTable {
  message_id: string;
  created_at_ms: number;
}

/** What an account's programs call its conversations: one name may stand for one with each character. */
export interface ConversationNamesTable {
  user_id: string;
  name: string;
  character_id: string;
  conversation_id: string;
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
