import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from '../rate-limit/network-of.ts';
import { takePoint } from '../rate-limit/take-point.ts';

const WINDOW_SECONDS = 60;
const REGISTRATIONS_PER_ADDRESS = 10;

/** Where everybody may register: nobody fills the accounts, or keeps the machine busy with hashing passwords. */
export class RegistrationThrottle {
  readonly #byAddress = new RateLimiterMemory({
    points: REGISTRATIONS_PER_ADDRESS,
    duration: WINDOW_SECONDS,
  });

  /** @throws AccessError `rate_limited` */
  async take(ip: string): Promise<void> {
    await takePoint(
      this.#byAddress,
      networkOf(ip),
      (seconds) => `Too many registrations from here; try again in ${seconds} seconds`,
    );
  }
}
