import { z } from 'zod';
import type { PartState } from '../../../domain/system/system-health.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { timestamp } from '../chat/message-body.ts';

const part = z.enum(['healthy', 'starting', 'unhealthy']);
const percent = z.number().min(0).max(100);

const health = z.object({
  status: z.enum(['healthy', 'degraded']),
  timestamp,
  version: z.string(),
  uptime_seconds: z.int(),
  services: z.object({
    llm_api: part,
    vector_database: part,
    voice_generator: part,
    video_generator: z.literal('not_configured'),
    redis: z.literal('not_configured'),
  }),
  resource_usage: z.object({
    cpu_percent: percent,
    memory_percent: percent,
    /** Null where no GPU is used. */
    gpu_memory_percent: percent.nullable(),
  }),
});

export function registerHealth(app: DialectApp, { systemHealth, version }: DialectServices): void {
  app.get(
    '/api/v1/health',
    {
      schema: {
        tags: ['System'],
        summary: 'How the parts are',
        description:
          '`degraded` while one of them is unhealthy. What Tomo does not need is `not_configured`.',
        response: { 200: health },
      },
    },
    async () => {
      const [parts, usage] = await Promise.all([systemHealth.parts(), systemHealth.usage()]);
      const states: PartState[] = Object.values(parts);
      const status: 'healthy' | 'degraded' = states.includes('unhealthy') ? 'degraded' : 'healthy';
      return {
        status,
        timestamp: new Date().toISOString(),
        version,
        uptime_seconds: Math.floor(process.uptime()),
        services: {
          llm_api: parts.languageModel,
          vector_database: parts.searchIndex,
          voice_generator: parts.voice,
          video_generator: 'not_configured' as const,
          redis: 'not_configured' as const,
        },
        resource_usage: {
          cpu_percent: toPercent(usage.cpuShare),
          memory_percent: toPercent(usage.memoryShare),
          gpu_memory_percent: usage.gpuMemoryShare === null ? null : toPercent(usage.gpuMemoryShare),
        },
      };
    },
  );
}

function toPercent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}
