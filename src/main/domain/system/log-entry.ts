export const LOG_LEVELS = ['debug', 'info', 'warning', 'error', 'critical'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface RecentEntry {
  atMs: number;
  level: LogLevel;
  message: string;
  /** The part of the server that wrote it. */
  module: string;
  /** Whose things it was about; null where it was nobody's. */
  userId: string | null;
  details: Readonly<Record<string, string | number>>;
  /** About how much memory it takes. */
  byteCount: number;
}

/** What pino calls its levels, from the lowest of each. */
const LEVELS: readonly (readonly [number, LogLevel])[] = [
  [60, 'critical'],
  [50, 'error'],
  [40, 'warning'],
  [30, 'info'],
];
const MESSAGE_MAX = 300;
const PATH_MAX = 300;
/** Ids, codes and numbers; nothing that a person wrote has this form for long. */
const PLAIN = /^[\w.:-]{1,128}$/;
/** What the log calls them, and what whoever reads it does. Any other field may hold anything, so it is left out. */
const DETAILS: Readonly<Record<string, string>> = {
  reqId: 'request_id',
  code: 'error_code',
  status: 'status',
  method: 'method',
  path: 'path',
  delayMs: 'delay_ms',
};

/**
 * What of a line of the log may be read by programs: no texts of people, no secrets, no stacks, no paths of the
 * machine. @returns null for what is no line of the log
 */
export function readLogLine(line: string): RecentEntry | null {
  const fields = parse(line);
  if (fields === null || typeof fields.time !== 'number' || typeof fields.level !== 'number') return null;
  const { level, time, msg, module, user_id } = fields;
  const details: Record<string, string | number> = {};
  for (const [name, value] of Object.entries({ ...fields, ...errorCode(fields.err) })) {
    const shown = DETAILS[name] ?? (name.endsWith('_id') ? name : undefined);
    const plain = name === 'path' ? readPath(value) : readPlain(value);
    if (shown !== undefined && plain !== null) details[shown] = plain;
  }
  const message = readMessage(msg, fields.err);
  return {
    atMs: time,
    level: LEVELS.find(([from]) => level >= from)?.[1] ?? 'debug',
    message,
    module: typeof module === 'string' ? module : 'server',
    userId: typeof user_id === 'string' ? user_id : null,
    details,
    byteCount: 200 + message.length + JSON.stringify(details).length,
  };
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function errorCode(error: unknown): { code?: unknown } {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === undefined ? {} : { code };
}

function readPlain(value: unknown): string | number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && PLAIN.test(value) ? value : null;
}

/** Of an address: its query may hold a key. */
function readPath(value: unknown): string | null {
  return typeof value === 'string' ? (value.split(/[?#]/)[0]?.slice(0, PATH_MAX) ?? '') : null;
}

/** An error's own words may hold anything; the words of whoever logged it do not. */
function readMessage(message: unknown, error: unknown): string {
  const own = (error as { message?: unknown } | undefined)?.message;
  if (typeof message !== 'string' || message === '' || message === own) return 'unexpected failure';
  return message
    .replace(/\?\S*/g, '')
    .replace(/(?<![\w/])(?:[A-Za-z]:)?(?:[\\/][\w.@~+-]+){2,}[\\/]?/g, '…')
    .slice(0, MESSAGE_MAX);
}
