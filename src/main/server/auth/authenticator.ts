import type { Principal } from '../../domain/accounts/owner.ts';
import { AccessError } from './access-error.ts';
import { FailureThrottle } from './failure-throttle.ts';
import type { OwnerKey } from './owner-key.ts';

/** Finds out who is behind a token. */
export class Authenticator {
  readonly #ownerKey: OwnerKey;
  readonly #owner: Principal;
  readonly #throttle = new FailureThrottle();

  constructor(ownerKey: OwnerKey, owner: Principal) {
    this.#ownerKey = ownerKey;
    this.#owner = owner;
  }

  /** @throws AccessError `unauthenticated` */
  async authenticate(token: string | undefined, address: string): Promise<Principal> {
    if (token === undefined) {
      throw new AccessError('unauthenticated', 'An API key is needed: Authorization: Bearer YOUR_API_KEY');
    }
    if (this.#ownerKey.matches(token)) return this.#owner;
    await this.#throttle.failed(address);
    throw new AccessError('unauthenticated', 'The API key is not valid');
  }
}
