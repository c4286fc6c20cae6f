import type { Http } from './http.ts';
import { Page } from './pages.ts';
import type { Character, CharacterChanges, CharacterDraft, CharacterStatus, Pagination } from './types.ts';

export interface CharacterListOptions {
  page?: number;
  /** 1 to 100. */
  limit?: number;
  status?: CharacterStatus;
  /** Only one's own; whoever owns the installation sees everybody's without it. */
  owner?: 'me';
}

/** What publishing a character gives. */
export interface Publication {
  id: string;
  status: CharacterStatus;
  publicUrl: string;
  embedCode: string;
}

/** `client.characters` */
export class Characters {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Newest first. */
  async list(options: CharacterListOptions = {}): Promise<Page<Character>> {
    const { characters, pagination } = await this.#http.request<{
      characters: Character[];
      pagination: Pagination;
    }>('GET', '/characters', { query: { ...options } });
    return new Page(characters, pagination, (page) => this.list({ ...options, page }));
  }

  create(draft: CharacterDraft): Promise<Character> {
    return this.#http.request('POST', '/characters', { body: draft });
  }

  get(id: string): Promise<Character> {
    return this.#http.request('GET', `/characters/${encodeURIComponent(id)}`);
  }

  /** What is left out stays as it is, inside `voiceConfig` too. */
  update(id: string, changes: CharacterChanges): Promise<Character> {
    return this.#http.request('PUT', `/characters/${encodeURIComponent(id)}`, { body: changes });
  }

  publish(id: string): Promise<Publication> {
    return this.#http.request('POST', `/characters/${encodeURIComponent(id)}/publish`);
  }

  archive(id: string): Promise<Character> {
    return this.#http.request('POST', `/characters/${encodeURIComponent(id)}/archive`);
  }

  async delete(id: string): Promise<void> {
    await this.#http.request('DELETE', `/characters/${encodeURIComponent(id)}`);
  }
}
