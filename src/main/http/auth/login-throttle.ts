import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DomainError } from '../../domain/domain-error.ts';
import { networkOf } from '../rate-limit/network-of.ts';
import { takePoint } from '../rate-limit/take-point.ts';

const WINDOW_SECONDS = 60;
const FAILURES_PER_LOGIN = 10;
const FAILURES_PER_ADDRESS = 50;

/** Refuses whoever guesses passwords: by account, wherever the guesses come from, and by network address. */
export class LoginThrottle {
  readonly #byLogin = new RateLimiterMemory({ points: FAILURES_PER_LOGIN, duration: WINDOW_SECONDS });
  readonly #byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: WINDOW_SECONDS });

  /**
   * Runs `attempt` unless there were too many wrong ones lately. Each counts while it runs, so that many at once are
   * not more than many in a row; a right one does not count.
   *
   * @param name of the account: the same however the login was written
   * @throws AccessError `rate_limited`, and what `attempt` throws
   */
  async attempt<T>(name: string, ip: string, attempt: () => Promise<T>): Promise<T> {
    const address = networkOf(ip);
    await take(this.#byAddress, address);
    await take(this.#byLogin, name);
    try {
      const result = await attempt();
      await Promise.all([this.#byAddress.reward(address), this.#byLogin.reward(name)]);
      return result;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'unauthenticated')) {
        await Promise.all([this.#byAddress.reward(address), this.#byLogin.reward(name)]);
      }
      throw error;
    }
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  await takePoint(limiter, key, (seconds) => `Too many wrong passwords; try again in ${seconds} seconds`);
}
