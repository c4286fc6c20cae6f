const MINUTE_MS = 60_000;

export interface TrafficFigures {
  requests: number;
  requestsPerMinute: number;
  /** Null while nothing was asked. */
  meanResponseMs: number | null;
  /** Of those that were not the caller's fault; from 0 to 1. */
  errorShare: number;
}

interface Sums {
  requests: number;
  failures: number;
  totalMs: number;
}

interface Counts extends Sums {
  /** When the requests of the last minute came, oldest first. */
  recentMs: number[];
}

const RECENT_MAX = 10_000;

/** Counts the requests of each account to one API; in memory, so a restart begins anew. */
export class Traffic {
  readonly #counts = new Map<string, Counts>();
  readonly #everything: Sums = { requests: 0, failures: 0, totalMs: 0 };

  /** @param api e.g. the name of a dialect */
  count(api: string, userId: string, durationMs: number, status: number, nowMs = Date.now()): void {
    const key = `${api} ${userId}`;
    const counts = this.#counts.get(key) ?? { requests: 0, failures: 0, totalMs: 0, recentMs: [] };
    add(counts, durationMs, status);
    const { recentMs } = counts;
    recentMs.push(nowMs);
    while (recentMs.length > RECENT_MAX || (recentMs[0] ?? nowMs) <= nowMs - MINUTE_MS) recentMs.shift();
    this.#counts.set(key, counts);
  }

  /** Counts a request to any API, with or without an account. */
  countAnybodys(durationMs: number, status: number): void {
    add(this.#everything, durationMs, status);
  }

  /** Of all APIs together. */
  everything(): Omit<TrafficFigures, 'requestsPerMinute'> {
    return summary(this.#everything);
  }

  figures(api: string, userId: string, nowMs = Date.now()): TrafficFigures {
    const counts = this.#counts.get(`${api} ${userId}`);
    if (counts === undefined)
      return { requests: 0, requestsPerMinute: 0, meanResponseMs: null, errorShare: 0 };
    const requestsPerMinute = counts.recentMs.filter((atMs) => atMs > nowMs - MINUTE_MS).length;
    return { ...summary(counts), requestsPerMinute };
  }
}

function add(sums: Sums, durationMs: number, status: number): void {
  sums.requests += 1;
  sums.totalMs += durationMs;
  if (status >= 500) sums.failures += 1;
}

function summary({ requests, failures, totalMs }: Sums): Omit<TrafficFigures, 'requestsPerMinute'> {
  if (requests === 0) return { requests, meanResponseMs: null, errorShare: 0 };
  return { requests, meanResponseMs: totalMs / requests, errorShare: failures / requests };
}
