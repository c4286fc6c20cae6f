import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { seesEverybodys } from './sees-everybodys.ts';

const API = 'chatagent';
const percent = z.number().min(0).max(100);

const metrics = z.object({
  cpu_usage: percent,
  memory_usage: percent,
  disk_usage: percent,
  active_connections: z.int().describe('To the server, on all its ports; this one too'),
  total_requests: z.int(),
  error_rate: z
    .number()
    .min(0)
    .max(1)
    .describe('The share of requests that failed by no fault of their sender'),
  average_response_time: z.number().describe('In milliseconds'),
  timestamp: z.iso.datetime(),
});

/** Counts what each account asks, so that it can be told. */
export function countRequests(app: DialectApp, { traffic }: DialectServices): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.principal === undefined) return;
    traffic.count(API, request.principal.userId, reply.elapsedTime, reply.statusCode);
  });
}

export function registerMetrics(app: DialectApp, services: DialectServices): void {
  const { connections, systemHealth, traffic } = services;
  app.get(
    '/api/v1/monitoring/metrics',
    {
      schema: {
        tags: ['Monitoring'],
        summary: 'How busy the server is',
        description:
          'Of the machine, as percentages. Requests are counted since the server started: all of them for the owner ' +
          'and admins, for others their own to this API.',
        response: { 200: metrics },
      },
    },
    async ({ principal }) => {
      const { cpuShare, memoryShare, diskShare } = await systemHealth.usage();
      const figures = seesEverybodys(principal)
        ? traffic.everything()
        : traffic.figures(API, principal.userId);
      return {
        cpu_usage: toPercent(cpuShare),
        memory_usage: toPercent(memoryShare),
        disk_usage: toPercent(diskShare),
        active_connections: connections.count,
        total_requests: figures.requests,
        error_rate: Math.round(figures.errorShare * 10_000) / 10_000,
        average_response_time: Math.round((figures.meanResponseMs ?? 0) * 10) / 10,
        timestamp: new Date().toISOString(),
      };
    },
  );
}

function toPercent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}
