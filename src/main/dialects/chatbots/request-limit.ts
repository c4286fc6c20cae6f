import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LimitRule, LimitState } from '../../http/rate-limit/request-limits.ts';

type Group = 'sign-in' | 'auth' | 'conversation' | 'management' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What requests of the Chatbots platform count for; `management` where it is left out. */
    limitGroup?: Group;
  }
}

const PER_MINUTE: Record<Group, number> = {
  'sign-in': 10,
  auth: 20,
  conversation: 60,
  management: 30,
  public: 60,
};

/** The platform's limits: each group of routes has its own number a minute. */
export function limitOf(request: FastifyRequest): LimitRule {
  const group = request.routeOptions.config.limitGroup ?? 'management';
  return { group: `chatbots ${group}`, requests: PER_MINUTE[group], perSeconds: 60 };
}

/** In the headers that the document names; the time is in seconds since 1970. */
export function showLimits(reply: FastifyReply, { limit, remaining, resetAtMs }: LimitState): void {
  reply.headers({
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': remaining,
    'X-RateLimit-Reset': Math.ceil(resetAtMs / 1000),
  });
}
