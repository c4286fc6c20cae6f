import type { Http } from './http.ts';
import type { Acted, Bot, BotChanges, BotDraft, BotList, BotStatus, PartOfList } from './types.ts';

/** `client.bots` */
export class Bots {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  create(draft: BotDraft): Promise<Bot> {
    return this.#http.request('POST', '/bots/', { body: draft });
  }

  list(
    options: PartOfList & { search?: string; platformType?: string; isActive?: boolean } = {},
  ): Promise<BotList> {
    return this.#http.request('GET', '/bots/', { query: options });
  }

  get(botId: string): Promise<Bot> {
    return this.#http.request('GET', path(botId));
  }

  /** What is left out stays as it is. */
  update(botId: string, changes: BotChanges): Promise<Bot> {
    return this.#http.request('PUT', path(botId), { body: changes });
  }

  delete(botId: string): Promise<Acted & { botId: string }> {
    return this.#http.request('DELETE', path(botId));
  }

  start(botId: string): Promise<Acted & { botId: string }> {
    return this.#http.request('POST', `${path(botId)}/start`);
  }

  stop(botId: string): Promise<Acted & { botId: string }> {
    return this.#http.request('POST', `${path(botId)}/stop`);
  }

  status(botId: string): Promise<BotStatus> {
    return this.#http.request('GET', `${path(botId)}/status`);
  }
}

const path = (botId: string): string => `/bots/${encodeURIComponent(botId)}`;
