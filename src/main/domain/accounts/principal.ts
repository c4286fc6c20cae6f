/** What an account may be: the owner has the owner's key and sees everything, an admin looks after the accounts. */
export type Role = 'owner' | 'admin' | 'user';

/** How many requests an account has; the owner's have no limit. */
export type Tier = 'free' | 'pro' | 'enterprise';

/**
 * What an API key may be used for.
 * - `read`: look at what the account has.
 * - `chat`: start conversations, say something, use the models and voices.
 * - `write`: make, change and delete what the account has.
 */
export const SCOPES = ['read', 'chat', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is asking. */
export interface Principal {
  userId: string;
  name: string;
  email: string | null;
  role: Role;
  tier: Tier;
  /** Of an enterprise account; null where the tier's own number holds. */
  requestsPerHour: number | null;
  /** How they showed who they are. What a key that was lent out cannot do is decided by this. */
  credential: 'owner_key' | 'access_token' | 'api_key';
  /** Of an access token. */
  sessionId: string | null;
  /** Of an API key. */
  apiKeyId: string | null;
  scopes: readonly Scope[];
}

/** Whether `principal` may see and change what other accounts have. */
export function seesEverything(principal: Principal): boolean {
  return principal.role === 'owner';
}

/** Whether a thing that belongs to `ownerId` may be seen and changed by `principal`. */
export function mayTouch(principal: Principal, ownerId: string): boolean {
  return seesEverything(principal) || principal.userId === ownerId;
}
