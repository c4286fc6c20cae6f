import { z } from 'zod';
import { isoInZone } from '../../../domain/analytics/count/bucket-boundaries.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { chatbotParams, rangeQuery } from './range-query.ts';

const body = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  total: z.int().describe('Messages of users in the range'),
  looked: z.int().describe('How many answered ones were read, the newest'),
  insights: z.array(
    z.object({
      kind: z.enum(['most_asked', 'badly_rated', 'unanswered', 'peak_hours', 'drop_off', 'low_confidence']),
      text: z.string(),
      figures: z
        .record(z.string(), z.union([z.number(), z.string(), z.array(z.string())]))
        .describe('The numbers behind the sentence'),
    }),
  ),
});

export function registerInsights(app: DialectApp, { analytics }: DialectServices): void {
  app.get(
    '/api/v1/chatbots/:chatbotId/insights',
    {
      schema: {
        tags: ['Analytics'],
        summary: 'What stands out',
        description:
          'What is asked most, what was rated badly, what no document answered, when most is said, where conversations ' +
          'end, and intents that are hard to tell; nothing is said where nothing was counted.',
        params: chatbotParams,
        querystring: rangeQuery,
        response: { 200: enveloped(body) },
      },
    },
    async ({ principal, params, query }) => {
      const found = await analytics.insights(principal, params.chatbotId, query);
      const { fromMs, toMs, timeZone, messages: total, looked } = found;
      const [from, to] = [isoInZone(fromMs, timeZone), isoInZone(toMs, timeZone)];
      const insights = found.insights.map(({ kind, text, figures }) => ({
        ...{ kind, text },
        figures: Object.fromEntries(
          Object.entries(figures).map(([name, figure]) => [
            name,
            typeof figure === 'object' ? [...figure] : figure,
          ]),
        ),
      }));
      return success({ from, to, timeZone, total, looked, insights });
    },
  );
}
