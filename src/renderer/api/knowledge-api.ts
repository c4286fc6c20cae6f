import { z } from 'zod';
import {
  type DocumentBody,
  document,
  documentList,
  type KnowledgeBaseBody,
  type KnowledgeResultBody,
  knowledgeBase,
  knowledgeBaseList,
  knowledgeResults,
  passageList,
} from '../../shared/api/knowledge-bases.ts';
import type { HttpClient } from './http-client.ts';

export type PassageBody = z.infer<typeof passageList>['passages'][number];

/** Knowledge bases and their documents; each call throws `ApiError` or `UnreachableError`. */
export class KnowledgeApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  async bases(): Promise<KnowledgeBaseBody[]> {
    const { knowledge_bases } = await this.#http.request(
      knowledgeBaseList,
      '/v1/knowledge-bases?owner=me&limit=100',
    );
    return knowledge_bases;
  }

  async createBase(name: string): Promise<KnowledgeBaseBody> {
    return await this.#http.request(knowledgeBase, '/v1/knowledge-bases', { method: 'POST', json: { name } });
  }

  async deleteBase(id: string): Promise<void> {
    await this.#http.request(z.null(), `/v1/knowledge-bases/${id}`, { method: 'DELETE' });
  }

  async documents(baseId: string, page: number): Promise<z.infer<typeof documentList>> {
    return await this.#http.request(
      documentList,
      `/v1/knowledge-bases/${baseId}/documents?limit=50&page=${page}`,
    );
  }

  async addDocument(baseId: string, file: File): Promise<DocumentBody> {
    const body = new FormData();
    body.set('file', file);
    return await this.#http.request(document, `/v1/knowledge-bases/${baseId}/documents`, {
      method: 'POST',
      body,
    });
  }

  async deleteDocument(baseId: string, id: string): Promise<void> {
    await this.#http.request(z.null(), `/v1/knowledge-bases/${baseId}/documents/${id}`, { method: 'DELETE' });
  }

  async search(baseId: string, query: string): Promise<KnowledgeResultBody[]> {
    const { results } = await this.#http.request(knowledgeResults, `/v1/knowledge-bases/${baseId}/search`, {
      method: 'POST',
      json: { query, limit: 10 },
    });
    return results;
  }

  /** What stands around a place of a document. @param from the first passage, from 0 */
  async passages(
    baseId: string,
    documentId: string,
    from: number,
    limit: number,
  ): Promise<z.infer<typeof passageList>> {
    return await this.#http.request(
      passageList,
      `/v1/knowledge-bases/${baseId}/documents/${documentId}/passages?from=${from}&limit=${limit}`,
    );
  }
}
