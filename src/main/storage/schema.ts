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
  vrm_models: VrmModelsTable;
  settings: SettingsTable;
}

export interface UsersTable {
  id: string;
  role: 'owner';
  name: string;
  created_at_ms: number;
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
}

export interface ConversationsTable {
  id: string;
  user_id: string;
  character_id: string;
  started_at_ms: number;
  updated_at_ms: number;
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
}

export interface VrmModelsTable {
  id: string;
  owner_id: string;
  name: string;
  byte_count: number;
  created_at_ms: number;
}

export interface SettingsTable {
  key: string;
  value_json: string;
}
