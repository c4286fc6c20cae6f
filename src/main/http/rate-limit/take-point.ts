import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../auth/access-error.ts';

/** Counts one. @param explain what to say to whoever had too many @throws AccessError `rate_limited` */
export async function takePoint(
  limiter: RateLimiterMemory,
  key: string,
  explain: (seconds: number) => string,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new AccessError('rate_limited', explain(seconds), seconds);
  }
}
