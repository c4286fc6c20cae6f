import { z } from 'zod';
import { DomainError } from '../../../domain/domain-error.ts';
import { LOG_LEVELS, type LogLevel, type RecentEntry } from '../../../domain/system/log-entry.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { offsetPage } from '../page.ts';
import { seesEverybodys } from './sees-everybodys.ts';

const level = z
  .string()
  .toLowerCase()
  .transform((name) => (name === 'warn' ? 'warning' : name))
  .pipe(z.enum(LOG_LEVELS));
const time = z.iso.datetime({ offset: true, local: true }).transform((text) => Date.parse(text));

const logsQuery = offsetPage(100).extend({
  level: level.optional().describe('DEBUG, INFO, WARNING, ERROR or CRITICAL'),
  start_time: time.optional(),
  end_time: time.optional(),
});

const logs = z.object({
  logs: z.array(
    z.object({
      timestamp: z.iso.datetime(),
      level: z.string(),
      message: z.string(),
      module: z.string().describe('The part of the server that it comes from'),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

export function registerLogs(app: DialectApp, { recentLog }: DialectServices): void {
  app.get(
    '/api/v1/monitoring/logs',
    {
      schema: {
        tags: ['Monitoring'],
        summary: 'What happened lately',
        description:
          'The newest lines of the server’s own log, newest first, since it started: all of them for the owner and ' +
          'admins, for others what was about their own things. They hold no words of people, no keys, no paths of the ' +
          'machine; addresses are without their query.',
        querystring: logsQuery,
        response: { 200: logs },
      },
    },
    async ({ principal, query }) => {
      const { limit, offset, start_time: fromMs, end_time: toMs } = query;
      if (fromMs !== undefined && toMs !== undefined && toMs < fromMs) {
        throw new DomainError('invalid', 'The end must not be before the start', { field: 'end_time' });
      }
      const userId = seesEverybodys(principal) ? undefined : principal.userId;
      const found = recentLog.find({
        level: query.level as LogLevel | undefined,
        fromMs,
        toMs,
        userId,
        limit,
        offset,
      });
      return { logs: found.entries.map(toLine), total: found.total, limit, offset };
    },
  );
}

function toLine({ atMs, level, message, module, details }: RecentEntry) {
  return {
    timestamp: new Date(atMs).toISOString(),
    level: level.toUpperCase(),
    message,
    module,
    details: { ...details },
  };
}
