import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';

export function registerMetrics(app: DialectApp, { metrics }: DialectServices): void {
  app.get(
    '/api/v1/metrics',
    {
      config: { adminOnly: true },
      schema: {
        tags: ['Health'],
        summary: 'Figures for Prometheus',
        description:
          'Requests, turns, tokens, what waits, and the process, counted since Tomo started; as text, without an ' +
          'envelope. Only for the owner and admins.',
        produces: ['text/plain'],
        response: { 200: z.string() },
      },
    },
    async (_request, reply) => {
      const { text, contentType } = await metrics.read();
      return reply.type(contentType).send(text);
    },
  );
}
