import { z } from 'zod';
import type { PartState } from '../../../domain/system/system-health.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success, timestamp } from '../envelope.ts';

const tags = ['Health'];
const part = z.enum(['healthy', 'starting', 'unhealthy']);
const share = z.number().min(0).max(1);

const alive = z.object({ status: z.literal('ok'), timestamp });

const systemStatus = z.object({
  status: z.enum(['healthy', 'degraded']),
  timestamp,
  version: z.string(),
  uptimeSeconds: z.int(),
  components: z.object({ database: part, languageModel: part, searchIndex: part, voice: part }),
  system: z.object({
    cpuShare: share.describe('Of all cores, from 0 to 1'),
    memoryShare: share,
    gpuMemoryShare: share.nullable().describe('Null where no GPU is used'),
    processMemoryBytes: z.int(),
  }),
  queues: z
    .object({ turns: z.int(), documents: z.int(), unreadMessages: z.int() })
    .nullable()
    .describe('How much waits to be done; null where the database does not tell'),
});

/** Whether the server is there, and how its parts are. */
export function registerHealth(app: DialectApp, services: DialectServices): void {
  const { systemHealth, version, waitingWork } = services;

  app.get(
    '/api/v1/health',
    {
      config: { public: true, limitGroup: 'public' },
      schema: {
        tags,
        summary: 'Whether the server is there',
        description: 'Needs no key, and says nothing else.',
        response: { 200: enveloped(alive) },
      },
    },
    async () =>
      success({ status: 'ok' as const, timestamp: new Date().toISOString() }, 'The server is there'),
  );

  app.get(
    '/api/v1/health/status',
    {
      config: { adminOnly: true },
      schema: {
        tags,
        summary: 'How the parts are',
        description:
          'Measured when it is asked. `degraded` while one is unhealthy. Only for the owner and admins.',
        response: { 200: enveloped(systemStatus) },
      },
    },
    async () => {
      const [parts, usage, queues] = await Promise.all([
        systemHealth.parts(),
        systemHealth.usage(),
        waitingWork.lengths().catch(() => null),
      ]);
      const database: PartState = queues === null ? 'unhealthy' : 'healthy';
      const components = { database, ...parts };
      const isDegraded = Object.values<PartState>(components).includes('unhealthy');
      return success({
        status: isDegraded ? ('degraded' as const) : ('healthy' as const),
        timestamp: new Date().toISOString(),
        version,
        uptimeSeconds: Math.floor(process.uptime()),
        components,
        system: {
          cpuShare: within(usage.cpuShare),
          memoryShare: within(usage.memoryShare),
          gpuMemoryShare: usage.gpuMemoryShare === null ? null : within(usage.gpuMemoryShare),
          processMemoryBytes: process.memoryUsage.rss(),
        },
        queues,
      });
    },
  );
}

function within(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
