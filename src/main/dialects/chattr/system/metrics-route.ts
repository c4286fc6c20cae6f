import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { nameOf } from '../chat/answer-message.ts';
import { API } from '../operations.ts';

/** Who said something within this time is still there. */
const ACTIVE_MS = 30 * 60_000;
const LISTED_MAX = 1_000;

const metrics = z.object({
  requests_total: z.int(),
  requests_per_minute: z.number(),
  average_response_time_ms: z.number().nullable(),
  error_rate_percent: z.number(),
  active_sessions: z.int(),
  characters: z.record(
    z.string(),
    z.object({ conversations_today: z.int(), average_rating: z.number().nullable() }),
  ),
  media_generation: z.object({
    voice_requests_today: z.int(),
    video_requests_today: z.int(),
    average_generation_time_seconds: z.number().nullable(),
  }),
});

export function countRequests(app: DialectApp, { traffic }: DialectServices): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.principal === undefined) return;
    traffic.count(API, request.principal.userId, reply.elapsedTime, reply.statusCode);
  });
}

export function registerMetrics(app: DialectApp, services: DialectServices): void {
  const { accountActivity, characterAnalytics, characters, spokenTexts, traffic } = services;
  app.get(
    '/api/v1/metrics',
    {
      schema: {
        tags: ['System'],
        summary: 'What was done',
        description:
          'Of the account that asks. Requests are counted since Tomo started, the rest since midnight; ' +
          'a session is active for half an hour after something was said in it.',
        response: { 200: metrics },
      },
    },
    async ({ principal }) => {
      const { userId } = principal;
      const todayMs = new Date().setHours(0, 0, 0, 0);
      const options = { page: 1, limit: LISTED_MAX, mineOnly: true };
      const [active, today, voices, own] = await Promise.all([
        accountActivity.conversations(userId, Date.now() - ACTIVE_MS),
        accountActivity.conversationsByCharacter(userId, todayMs),
        spokenTexts.figures(userId, todayMs),
        characters.list(principal, options),
      ]);
      const shown = await Promise.all(
        own.characters.map(async (one) => {
          const { averageRating } = await characterAnalytics.of(one.id);
          const figures = { conversations_today: today.get(one.id) ?? 0, average_rating: averageRating };
          return [nameOf(one), figures] as const;
        }),
      );
      const { requests, requestsPerMinute, meanResponseMs, errorShare } = traffic.figures(API, userId);
      return {
        requests_total: requests,
        requests_per_minute: requestsPerMinute,
        average_response_time_ms: meanResponseMs === null ? null : Math.round(meanResponseMs),
        error_rate_percent: Math.round(errorShare * 10_000) / 100,
        active_sessions: active,
        characters: Object.fromEntries(shown),
        media_generation: {
          voice_requests_today: voices.count,
          video_requests_today: 0,
          average_generation_time_seconds: voices.meanMs === null ? null : Math.round(voices.meanMs) / 1000,
        },
      };
    },
  );
}
