import type { Generated } from 'kysely';

/** What is joined into the schema for webhooks, and for mail that waits to go out. */
export interface WebhookTables {
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  password_resets: PasswordResetsTable;
  outbox: OutboxTable;
}

/** An address to which an account wants to be told what happens. */
export interface WebhooksTable {
  id: string;
  user_id: string;
  /** Which API it was registered with; its words are those of that API. */
  family: string;
  url: string;
  /** Of its address, in lower case: a host that does not answer must not hold up the others. */
  host: string;
  events_json: string;
  secret_sealed: string;
  active: 0 | 1;
  created_at_ms: number;
  updated_at_ms: number;
}

/** One event on its way to one address. */
export interface WebhookDeliveriesTable {
  /** The order in which the events were told. */
  position: Generated<number>;
  id: string;
  user_id: string;
  /** Null where the address is not that of a registered webhook, but its own. */
  webhook_id: string | null;
  /** What is delivered one after the other: the webhook's id, or a name for the address. */
  lane: string;
  url: string | null;
  host: string | null;
  secret_sealed: string | null;
  event: string;
  /** The exact text that is sent; empty once it was delivered. */
  body: string;
  byte_count: number;
  /** The conversation of which it tells: with that it is deleted. */
  conversation_id: string | null;
  state: 'queued' | 'delivered' | 'dead';
  attempts: number;
  next_attempt_at_ms: number;
  last_status: number | null;
  last_error: string | null;
  created_at_ms: number;
  finished_at_ms: number | null;
}

/** Permissions to set a new password once. */
export interface PasswordResetsTable {
  token_hash: string;
  user_id: string;
  created_at_ms: number;
  expires_at_ms: number;
}

/** Mail that has not gone out. */
export interface OutboxTable {
  id: string;
  user_id: string;
  recipient: string;
  subject: string;
  text_sealed: string;
  attempts: number;
  last_error: string | null;
  created_at_ms: number;
  /** What it says is of no use any more, and it goes. */
  expires_at_ms: number;
}
