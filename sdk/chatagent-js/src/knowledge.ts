import type { Http } from './http.ts';
import type {
  Acted,
  DocumentList,
  KnowledgeBase,
  KnowledgeBaseDraft,
  KnowledgeBaseList,
  KnowledgeDocument,
  PartOfList,
  SearchQuery,
  SearchResults,
} from './types.ts';

/** `client.knowledge` */
export class Knowledge {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  createBase(draft: KnowledgeBaseDraft): Promise<KnowledgeBase> {
    return this.#http.request('POST', '/knowledge/bases', { body: draft });
  }

  listBases(options: PartOfList & { search?: string } = {}): Promise<KnowledgeBaseList> {
    return this.#http.request('GET', '/knowledge/bases', { query: options });
  }

  getBase(baseId: string): Promise<KnowledgeBase> {
    return this.#http.request('GET', path(baseId));
  }

  /** What is left out stays as it is. */
  updateBase(baseId: string, changes: Partial<KnowledgeBaseDraft>): Promise<KnowledgeBase> {
    return this.#http.request('PUT', path(baseId), { body: changes });
  }

  /** With its documents. */
  deleteBase(baseId: string): Promise<Acted & { baseId: string }> {
    return this.#http.request('DELETE', path(baseId));
  }

  /** It is read in the background; `getDocument` tells how far it is. @param metadata searches can be narrowed by it */
  addDocument(
    baseId: string,
    file: Blob,
    { filename = 'document', metadata }: { filename?: string; metadata?: Record<string, unknown> } = {},
  ): Promise<KnowledgeDocument> {
    const form = new FormData();
    form.set('file', file, filename);
    if (metadata !== undefined) form.set('metadata', JSON.stringify(metadata));
    return this.#http.request('POST', `${path(baseId)}/documents`, { form });
  }

  listDocuments(
    baseId: string,
    options: PartOfList & { search?: string; status?: KnowledgeDocument['status'] } = {},
  ): Promise<DocumentList> {
    return this.#http.request('GET', `${path(baseId)}/documents`, { query: options });
  }

  getDocument(baseId: string, documentId: string): Promise<KnowledgeDocument> {
    return this.#http.request('GET', `${path(baseId)}/documents/${encodeURIComponent(documentId)}`);
  }

  deleteDocument(baseId: string, documentId: string): Promise<Acted & { documentId: string }> {
    return this.#http.request('DELETE', `${path(baseId)}/documents/${encodeURIComponent(documentId)}`);
  }

  search(baseId: string, query: SearchQuery): Promise<SearchResults> {
    return this.#http.request('POST', `${path(baseId)}/search`, { body: query });
  }
}

const path = (baseId: string): string => `/knowledge/bases/${encodeURIComponent(baseId)}`;
