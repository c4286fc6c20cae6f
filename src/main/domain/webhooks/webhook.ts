/** An address that an account wants to be told what happens. Its secret is never shown. */
export interface Webhook {
  id: string;
  userId: string;
  url: string;
  events: readonly string[];
  /** One that is not active is told nothing; what waited for it waits on. */
  active: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface WebhookDraft {
  /** The API with whose words it is told. */
  family: string;
  url: string;
  events: readonly string[];
  secret: string;
}

export interface WebhookChanges {
  url?: string | undefined;
  events?: readonly string[] | undefined;
  secret?: string | undefined;
  active?: boolean | undefined;
}

/**
 * Why a try did not succeed: the name led nowhere, the address is not allowed, nobody took the connection, the other
 * side's certificate is not trusted, there was no answer in time, the answer was none of HTTP, it pointed elsewhere, its
 * status was no success, or the account had too much waiting.
 */
export type DeliveryFailure =
  | 'name_not_found'
  | 'address_not_allowed'
  | 'connection_failed'
  | 'tls_failed'
  | 'timeout'
  | 'invalid_response'
  | 'redirect'
  | 'status'
  | 'queue_full';

/** One event on its way to one webhook, or after it. What it says is not shown. */
export interface Delivery {
  id: string;
  webhookId: string | null;
  event: string;
  /** `dead`: it was given up, and can be tried again by hand. */
  state: 'queued' | 'delivered' | 'dead';
  attempts: number;
  /** Null where nothing answered. */
  lastStatus: number | null;
  lastError: DeliveryFailure | null;
  createdAtMs: number;
  /** Null once it is delivered or dead. */
  nextAttemptAtMs: number | null;
  finishedAtMs: number | null;
}
