import { type LogLevel, type RecentEntry, readLogLine } from './log-entry.ts';

export interface LogQuery {
  level?: LogLevel | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  /** Only what happened to this account's things; without it, everything. */
  userId?: string | undefined;
  limit: number;
  offset: number;
}

const ENTRIES_MAX = 2_000;
const BYTES_MAX = 1024 ** 2;

/**
 * What the server wrote into its log lately, without what no program should read there: a stream for the logger that
 * keeps the newest lines in memory, so that a restart begins anew. Troubles have a place of their own: however much
 * else is written, it does not push them out.
 */
export class RecentLog {
  readonly #troubles = new Ring();
  readonly #rest = new Ring();

  /** Takes a line of the logger's JSON; any other is left out. */
  write(line: string): void {
    const entry = readLogLine(line);
    if (entry === null) return;
    const isTrouble = entry.level !== 'debug' && entry.level !== 'info';
    (isTrouble ? this.#troubles : this.#rest).add(entry);
  }

  /** Newest first. */
  find({ level, fromMs, toMs, userId, limit, offset }: LogQuery): { entries: RecentEntry[]; total: number } {
    const fits = (entry: RecentEntry) =>
      (level === undefined || entry.level === level) &&
      (fromMs === undefined || entry.atMs >= fromMs) &&
      (toMs === undefined || entry.atMs <= toMs) &&
      (userId === undefined || entry.userId === userId);
    const all = [...this.#troubles.entries, ...this.#rest.entries].filter(fits);
    // Within a millisecond, too, what came later is first.
    all.reverse().sort((a, b) => b.atMs - a.atMs);
    return { entries: all.slice(offset, offset + limit), total: all.length };
  }

  /** Leaves out what happened to an account's things; it has gone. */
  forget(userId: string): void {
    for (const ring of [this.#troubles, this.#rest]) ring.keep((entry) => entry.userId !== userId);
  }
}

/** The newest of what was added, within bounds. */
class Ring {
  entries: RecentEntry[] = [];
  #bytes = 0;

  add(entry: RecentEntry): void {
    this.entries.push(entry);
    this.#bytes += entry.byteCount;
    while (this.entries.length > ENTRIES_MAX || this.#bytes > BYTES_MAX) {
      this.#bytes -= this.entries.shift()?.byteCount ?? 0;
    }
  }

  keep(fits: (entry: RecentEntry) => boolean): void {
    this.entries = this.entries.filter(fits);
    this.#bytes = this.entries.reduce((sum, { byteCount }) => sum + byteCount, 0);
  }
}
