import type { Generated } from 'kysely';

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
  /** When its own data last changed; null before that. */
  updated_at_ms: Generated<number | null>;
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

export interface SettingsTable {
  key: string;
  value_json: string;
}
