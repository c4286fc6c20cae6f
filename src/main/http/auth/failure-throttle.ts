import { networkOf } from '../rate-limit/network-of.ts';

const WINDOW_MS = 60_000;
const FREE_FAILURES = 50;
const DELAY_MS = 1_000;
const ADDRESSES_MAX = 10_000;

/** Slows down whoever guesses keys: after fifty wrong ones in a minute, each further one waits a second. */
export class FailureThrottle {
  readonly #failures = new Map<string, { count: number; sinceMs: number }>();

  /** Counts a wrong key of an address; resolves when it may be answered. */
  async failed(ip: string): Promise<void> {
    const address = networkOf(ip);
    const nowMs = Date.now();
    const entry = this.#failures.get(address);
    if (entry === undefined || nowMs - entry.sinceMs > WINDOW_MS) {
      if (this.#failures.size >= ADDRESSES_MAX) this.#failures.clear();
      this.#failures.set(address, { count: 1, sinceMs: nowMs });
      return;
    }
    entry.count += 1;
    if (entry.count > FREE_FAILURES) await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
  }
}
