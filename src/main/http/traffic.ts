const MINUTE_MS = 60_000;

export interface TrafficFigures {
  requests: number;
  requestsPerMinute: number;
  /** Null while nothing was asked. */
  meanResponseMs: number | null;
  /** Of those that were not the caller's fault; from 0 to 1. */
  errorShare: number;
}

interface Counts {
  requests: number;
  failures: number;
  totalMs: number;
  /** When the requests of the last minute came, oldest first. */
  recentMs: number[];
}

const RECENT_MAX = 10_000;

/** Counts the requests of each account to one API; in memory, so a restart begins anew. */
export class Traffic {
  readonly #counts = new Map<string, Counts>();

  /** @param api e.g. the name of a dialect */
  count(api: string, userId: string, durationMs: number, status: number, nowMs = Date.now()): void {
    const key = `${api} ${userId}`;
    const counts = this.#counts.get(key) ?? { requests: 0, failures: 0, totalMs: 0, recentMs: [] };
    counts.requests += 1;
    counts.totalMs += durationMs;
    if (status >= 500) counts.failures += 1;
    counts.recentMs = counts.recentMs.filter((atMs) => atMs > nowMs - MINUTE_MS).slice(-RECENT_MAX);
    counts.recentMs.push(nowMs);
    this.#counts.set(key, counts);
  }

  figures(api: string, userId: string, nowMs = Date.now()): TrafficFigures {
    const counts = this.#counts.get(`${api} ${userId}`);
    if (counts === undefined)
      return { requests: 0, requestsPerMinute: 0, meanResponseMs: null, errorShare: 0 };
    const { requests, failures, totalMs, recentMs } = counts;
    return {
      requests,
      requestsPerMinute: recentMs.filter((atMs) => atMs > nowMs - MINUTE_MS).length,
      meanResponseMs: totalMs / requests,
      errorShare: failures / requests,
    };
  }
}
