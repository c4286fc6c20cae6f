import type { Account } from '../../domain/accounts/account-service.ts';
import { type ApiKeys, isApiKey, type ValidKey } from '../../domain/accounts/api-keys.ts';
import { type Principal, SCOPES } from '../../domain/accounts/principal.ts';
import type { SessionTokens } from '../../domain/accounts/session-tokens.ts';
import { AccessError } from './access-error.ts';
import { FailureThrottle } from './failure-throttle.ts';
import type { OwnerKey } from './owner-key.ts';

export interface AuthenticatorDependencies {
  ownerKey: OwnerKey;
  owner: Principal;
  accounts: { find(id: string): Promise<Account | null> };
  sessions: SessionTokens;
  apiKeys: ApiKeys;
}

/** Finds out who is behind a token: the owner's key, an account's API key, or the access token of a login. */
export class Authenticator {
  readonly #deps: AuthenticatorDependencies;
  readonly #throttle = new FailureThrottle();

  constructor(deps: AuthenticatorDependencies) {
    this.#deps = deps;
  }

  /** @throws AccessError `unauthenticated` */
  async authenticate(token: string | undefined, address: string): Promise<Principal> {
    if (token === undefined) {
      throw new AccessError('unauthenticated', 'An API key is needed: Authorization: Bearer YOUR_API_KEY');
    }
    const principal = await this.#find(token);
    if (principal !== null) return principal;
    await this.#throttle.failed(address);
    throw new AccessError('unauthenticated', 'The API key or access token is not valid, or no longer');
  }

  /** Whether this is the owner's key, where nobody must show who they are. */
  isOwners(token: string | undefined): boolean {
    return token !== undefined && this.#deps.ownerKey.matches(token);
  }

  /**
   * The same principal as it is now: the account, the session or the key behind it may have changed or ended.
   *
   * @throws AccessError `unauthenticated`
   */
  async renew(principal: Principal): Promise<Principal> {
    const renewed = await this.#findAgain(principal);
    if (renewed !== null) return renewed;
    throw new AccessError('unauthenticated', 'What this connection signed in with is not valid any more');
  }

  async #find(token: string): Promise<Principal | null> {
    const { ownerKey, owner, sessions, apiKeys } = this.#deps;
    if (ownerKey.matches(token)) return owner;
    if (isApiKey(token)) return await this.#ofKey(await apiKeys.verify(token));
    const session = await sessions.verify(token);
    return session === null ? null : await this.#ofSession(session.userId, session.sessionId);
  }

  async #findAgain(principal: Principal): Promise<Principal | null> {
    const { userId, sessionId, apiKeyId } = principal;
    const { sessions, apiKeys } = this.#deps;
    if (apiKeyId !== null) return await this.#ofKey(await apiKeys.verifyAgain(apiKeyId));
    if (sessionId === null) return principal;
    return (await sessions.isOpen(userId, sessionId)) ? await this.#ofSession(userId, sessionId) : null;
  }

  async #ofKey(key: ValidKey | null): Promise<Principal | null> {
    if (key === null) return null;
    const { id, userId, scopes } = key;
    return await this.#principal(userId, { credential: 'api_key', sessionId: null, apiKeyId: id, scopes });
  }

  async #ofSession(userId: string, sessionId: string): Promise<Principal | null> {
    const shown = { credential: 'access_token', sessionId, apiKeyId: null, scopes: SCOPES } as const;
    return await this.#principal(userId, shown);
  }

  async #principal(
    userId: string,
    shown: Pick<Principal, 'credential' | 'sessionId' | 'apiKeyId' | 'scopes'>,
  ): Promise<Principal | null> {
    const account = await this.#deps.accounts.find(userId);
    if (account === null) return null;
    const { name, email, role, tier, requestsPerHour } = account;
    return { userId, name, email, role, tier, requestsPerHour, ...shown };
  }
}
