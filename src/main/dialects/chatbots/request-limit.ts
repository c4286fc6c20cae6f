import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { LimitRule, LimitState } from '../../http/rate-limit/request-limits.ts';

type Group = 'register' | 'login' | 'password-reset' | 'auth' | 'conversation' | 'management' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What requests of the Chatbots platform count for; `management` where it is left out. */
    limitGroup?: Group;
  }
}

const PER_MINUTE: Record<Group, number> = {
  register: 10,
  login: 10,
  'password-reset': 10,
  auth: 20,
  conversation: 60,
  management: 30,
  public: 60,
};

const MINUTES_PER_HOUR = 60;

/**
 * The platform's limits: each group of routes has its own number a minute. An account that was given a number of its
 * own has at least that, spread over the hour.
 */
export function limitOf(request: FastifyRequest, principal: Principal | null): LimitRule {
  const group = request.routeOptions.config.limitGroup ?? 'management';
  const given = Math.ceil((principal?.requestsPerHour ?? 0) / MINUTES_PER_HOUR);
  return { group: `chatbots ${group}`, requests: Math.max(PER_MINUTE[group], given), perSeconds: 60 };
}

/** In the headers that the document names; the time is in seconds since 1970. */
export function showLimits(reply: FastifyReply, { limit, remaining, resetAtMs }: LimitState): void {
  reply.headers({
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': remaining,
    'X-RateLimit-Reset': Math.ceil(resetAtMs / 1000),
  });
}
