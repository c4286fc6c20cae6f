import type { Principal, Tier } from '../../domain/accounts/principal.ts';
import type { LimitRule } from '../../http/rate-limit/request-limits.ts';

const REQUESTS_PER_MINUTE: Record<Tier, number> = { free: 100, pro: 1_000, enterprise: 10_000 };

/** What a request counts for, as the document has it. @param principal null where nobody has signed in */
export function limitOf(principal: Principal | null): LimitRule {
  const requests = REQUESTS_PER_MINUTE[principal?.tier ?? 'free'];
  return { group: 'chatagent', requests, perSeconds: 60 };
}
