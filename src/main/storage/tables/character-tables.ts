import type { Generated } from 'kysely';

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
  /** What programs note about it for themselves. */
  attributes_json: Generated<string>;
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
