import type { Http } from './http.ts';
import type { LogLine, LogList, Metrics, PartOfList } from './types.ts';

/** `client.monitoring` */
export class Monitoring {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  metrics(): Promise<Metrics> {
    return this.#http.request('GET', '/monitoring/metrics');
  }

  /** Newest first. @param options.startTime ISO 8601 */
  logs(
    options: PartOfList & { level?: LogLine['level']; startTime?: string; endTime?: string } = {},
  ): Promise<LogList> {
    return this.#http.request('GET', '/monitoring/logs', { query: options });
  }
}
