import { z } from 'zod';
import {
  type MemoryBody,
  memory,
  memoryExport,
  memoryList,
  memorySettings,
} from '../../shared/api/memories.ts';
import type { HttpClient } from './http-client.ts';

export interface MemoryQuery {
  search: string;
  /** Also what no longer holds. */
  past: boolean;
  page: number;
}

/** What characters remember of whoever is signed in; each call throws `ApiError` or `UnreachableError`. */
export class MemoryApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  async list({ search, past, page }: MemoryQuery): Promise<z.infer<typeof memoryList>> {
    const query = new URLSearchParams({ limit: '50', page: String(page), include_superseded: String(past) });
    if (search !== '') query.set('search', search);
    return await this.#http.request(memoryList, `/v1/memories?${query}`);
  }

  async add(content: string): Promise<MemoryBody> {
    return await this.#http.request(memory, '/v1/memories', { method: 'POST', json: { content } });
  }

  async change(id: string, changes: { content?: string; pinned?: boolean }): Promise<MemoryBody> {
    return await this.#http.request(memory, `/v1/memories/${id}`, { method: 'PATCH', json: changes });
  }

  async forget(id: string): Promise<void> {
    await this.#http.request(z.null(), `/v1/memories/${id}`, { method: 'DELETE' });
  }

  async forgetAll(): Promise<void> {
    await this.#http.request(z.null(), '/v1/memories?confirm=forget+everything', { method: 'DELETE' });
  }

  async export(): Promise<z.infer<typeof memoryExport>> {
    return await this.#http.request(memoryExport, '/v1/memories/export');
  }

  async enabled(): Promise<boolean> {
    return (await this.#http.request(memorySettings, '/v1/memories/settings')).enabled;
  }

  async enable(enabled: boolean): Promise<void> {
    await this.#http.request(memorySettings, '/v1/memories/settings', { method: 'PUT', json: { enabled } });
  }
}
