import type { Principal } from './principal.ts';

interface Watch {
  principal: Principal;
  onEnd: () => void;
}

/** Tells open connections that what they signed in with is not valid any more. */
export class CredentialEnds {
  readonly #watches = new Set<Watch>();

  /** @returns ends the watch */
  watch(principal: Principal, onEnd: () => void): () => void {
    const watch = { principal, onEnd };
    this.#watches.add(watch);
    return () => this.#watches.delete(watch);
  }

  announce(hasEnded: (principal: Principal) => boolean): void {
    for (const { principal, onEnd } of [...this.#watches]) {
      if (hasEnded(principal)) onEnd();
    }
  }
}
