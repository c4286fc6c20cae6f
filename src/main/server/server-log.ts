import pino from 'pino';
import { RecentLog } from '../domain/system/recent-log.ts';

/** What is kept for programs to read, whatever is written to the terminal. */
const KEPT_LEVEL = 'info';

export interface ServerLog {
  logger: pino.Logger;
  recent: RecentLog;
}

/**
 * The log of the server: JSON lines on stderr, and the newest of them in memory.
 *
 * @param level from which on lines are written to stderr
 */
export function createServerLog(level: string): ServerLog {
  const recent = new RecentLog();
  const keepsMore =
    (pino.levels.values[level] ?? Number.POSITIVE_INFINITY) > (pino.levels.values[KEPT_LEVEL] ?? 0);
  const streams = pino.multistream([
    { level: level as pino.Level, stream: pino.destination(2) },
    { level: KEPT_LEVEL, stream: recent },
  ]);
  return { logger: pino({ level: keepsMore ? KEPT_LEVEL : level }, streams), recent };
}
