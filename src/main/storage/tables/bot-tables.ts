import type { Generated } from 'kysely';

/** A character as something that runs on a platform. One without a row is a bot that was never started. */
export interface BotsTable {
  character_id: string;
  avatar_url: string | null;
  platform_type: string;
  /** JSON, sealed: platforms have keys. Null where none was given. */
  platform_config_sealed: string | null;
  plugins_json: string;
  state: 'new' | 'running' | 'stopped';
  /** When it was last started. */
  started_at_ms: number | null;
}

/** The language model that a character has for itself; without a row it is the one in use. */
export interface CharacterModelsTable {
  character_id: string;
  /** As whoever chose it calls it. */
  provider: string;
  model: string | null;
  base_url: string | null;
  api_key_sealed: string | null;
}

/** Answers that could not be written. */
export interface TurnFailuresTable {
  id: Generated<number>;
  character_id: string;
  code: string;
  failed_at_ms: number;
}
