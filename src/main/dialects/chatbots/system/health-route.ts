import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';

const health = z.object({ status: z.literal('ok'), version: z.string(), timestamp: z.iso.datetime() });

export function registerHealth(app: DialectApp, { version }: DialectServices): void {
  app.get(
    '/api/v1/health',
    {
      config: { public: true, limitGroup: 'public' },
      schema: {
        tags: ['Health'],
        summary: 'Whether the server answers',
        description: 'For everybody, without a key.',
        response: { 200: enveloped(health) },
      },
    },
    async () => success({ status: 'ok' as const, version, timestamp: new Date().toISOString() }),
  );
}
