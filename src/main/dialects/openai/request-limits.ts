import type { FastifyReply } from 'fastify';
import type { LimitState } from '../../http/rate-limit/request-limits.ts';

/** Source: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
export function showRequestLimits(reply: FastifyReply, { limit, remaining, resetAtMs }: LimitState): void {
  const seconds = Math.max(0, Math.ceil((resetAtMs - Date.now()) / 1000));
  reply.headers({
    'x-ratelimit-limit-requests': limit,
    'x-ratelimit-remaining-requests': remaining,
    'x-ratelimit-reset-requests': `${seconds}s`,
  });
}
