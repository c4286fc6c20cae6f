import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal, Tier } from '../../domain/accounts/principal.ts';
import { AccessError } from '../auth/access-error.ts';

const HOUR_SECONDS = 3_600;

/** Requests an hour, as the ChatVRM document has them; an enterprise account has a number of its own. */
const REQUESTS_PER_HOUR: Record<Tier, number> = { free: 100, pro: 1_000, enterprise: 10_000 };

export interface LimitState {
  limit: number;
  remaining: number;
  resetAtMs: number;
  exceeded: boolean;
}

/** @throws AccessError `rate_limited` */
export function refuseExceeded(state: LimitState | null): void {
  if (state === null || !state.exceeded) return;
  const seconds = Math.max(1, Math.ceil((state.resetAtMs - Date.now()) / 1000));
  throw new AccessError('rate_limited', `This account has ${state.limit} requests an hour`, seconds);
}

/** Counts the requests of accounts by the hour; in memory, so a restart begins anew. The owner's are not counted. */
export class RequestLimits {
  /** By the number of requests that they allow. */
  readonly #limiters = new Map<number, RateLimiterMemory>();

  /** Counts one request. @returns null for whoever has no limit */
  async take(principal: Principal): Promise<LimitState | null> {
    if (principal.role === 'owner') return null;
    const limit = principal.requestsPerHour ?? REQUESTS_PER_HOUR[principal.tier];
    const state = await consume(this.#limiter(limit), principal.userId);
    return { limit, ...state };
  }

  #limiter(points: number): RateLimiterMemory {
    let limiter = this.#limiters.get(points);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points, duration: HOUR_SECONDS });
      this.#limiters.set(points, limiter);
    }
    return limiter;
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Omit<LimitState, 'limit'>> {
  const [result, exceeded] = await limiter.consume(key).then(
    (taken) => [taken, false] as const,
    (refused: unknown) => {
      if (refused instanceof RateLimiterRes) return [refused, true] as const;
      throw refused;
    },
  );
  return { remaining: result.remainingPoints, resetAtMs: Date.now() + result.msBeforeNext, exceeded };
}
