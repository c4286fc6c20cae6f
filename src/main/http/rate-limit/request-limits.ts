import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal, Tier } from '../../domain/accounts/principal.ts';
import { AccessError } from '../auth/access-error.ts';

const HOUR_SECONDS = 3_600;

/** Requests an hour, as the ChatVRM document has them; an enterprise account has a number of its own. */
const REQUESTS_PER_HOUR: Record<Tier, number> = { free: 100, pro: 1_000, enterprise: 10_000 };

/** How many requests somebody may send. */
export interface LimitRule {
  /** What is counted together: requests of one group use up one number. */
  group: string;
  requests: number;
  perSeconds: number;
}

export interface LimitState {
  limit: number;
  perSeconds: number;
  remaining: number;
  resetAtMs: number;
  exceeded: boolean;
}

/** @throws AccessError `rate_limited` */
export function refuseExceeded(state: LimitState | null): void {
  if (state === null || !state.exceeded) return;
  const { limit, perSeconds, resetAtMs } = state;
  const seconds = Math.max(1, Math.ceil((resetAtMs - Date.now()) / 1000));
  const time =
    perSeconds === HOUR_SECONDS ? 'an hour' : perSeconds === 60 ? 'a minute' : `in ${perSeconds} s`;
  throw new AccessError('rate_limited', `${limit} requests ${time} are allowed here`, seconds);
}

/** Counts requests; in memory, so a restart begins anew. The owner's are not counted. */
export class RequestLimits {
  /** By what they allow. */
  readonly #limiters = new Map<string, RateLimiterMemory>();

  /** Counts one request by Tomo's own rule: by the hour. @returns null for whoever has no limit */
  async take(principal: Principal): Promise<LimitState | null> {
    if (principal.role === 'owner') return null;
    const requests = principal.requestsPerHour ?? REQUESTS_PER_HOUR[principal.tier];
    return await this.takeBy({ group: 'native', requests, perSeconds: HOUR_SECONDS }, principal.userId);
  }

  /** Counts one request by a rule of somebody else's design. @param who an account's id, or a network */
  async takeBy({ group, requests, perSeconds }: LimitRule, who: string): Promise<LimitState> {
    const state = await consume(this.#limiter(requests, perSeconds), `${group} ${who}`);
    return { limit: requests, perSeconds, ...state };
  }

  #limiter(points: number, duration: number): RateLimiterMemory {
    const name = `${points}/${duration}`;
    let limiter = this.#limiters.get(name);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points, duration });
      this.#limiters.set(name, limiter);
    }
    return limiter;
  }
}

async function consume(
  limiter: RateLimiterMemory,
  key: string,
): Promise<Pick<LimitState, 'remaining' | 'resetAtMs' | 'exceeded'>> {
  const [result, exceeded] = await limiter.consume(key).then(
    (taken) => [taken, false] as const,
    (refused: unknown) => {
      if (refused instanceof RateLimiterRes) return [refused, true] as const;
      throw refused;
    },
  );
  return { remaining: result.remainingPoints, resetAtMs: Date.now() + result.msBeforeNext, exceeded };
}
