import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { IndexHit, SearchIndex } from '../../../storage/search/search-index.ts';
import type { DocumentMetadata } from '../documents/document.ts';
import { type MetadataFilter, readFilter } from './metadata-filter.ts';

/** A passage that was found, with where it comes from. */
export interface FoundPassage {
  content: string;
  heading: string | null;
  page: number | null;
  /** Within its document, from 0. */
  position: number;
  /** From 0 to 1; comparable between queries. */
  score: number;
  scores: { text: number; vector: number };
  documentId: string;
  knowledgeBaseId: string;
  filename: string;
  /** The document's own; null where it has none. */
  title: string | null;
  metadata: DocumentMetadata;
}

export interface KnowledgeQuery {
  query: string;
  limit: number;
  /** From 0 to 1. */
  scoreThreshold?: number | undefined;
  filter?: MetadataFilter | undefined;
}

interface KnowledgeSearchDependencies {
  db: Kysely<Schema>;
  index: SearchIndex;
  /** By the model whose vectors are searched; null where it cannot just now. */
  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array | null>;
}

/** Longer questions are searched for by their beginning. */
const QUERY_CHARS_MAX = 4_000;

/** Finds passages in knowledge bases. Whether these may be searched was found out before. */
export class KnowledgeSearch {
  readonly #deps: KnowledgeSearchDependencies;

  constructor(deps: KnowledgeSearchDependencies) {
    this.#deps = deps;
  }

  /** Best first. @throws DomainError `invalid` where the filter makes no sense */
  async search(
    baseIds: readonly string[],
    { query, limit, scoreThreshold, filter }: KnowledgeQuery,
    signal: AbortSignal,
  ): Promise<FoundPassage[]> {
    const text = query.slice(0, QUERY_CHARS_MAX).trim();
    if (baseIds.length === 0 || text === '') return [];
    const allowed = filter === undefined ? undefined : await this.#allowed(baseIds, filter);
    if (allowed?.size === 0) return [];
    const vector = await this.#deps.embedQuery(text, signal);
    const hits = await this.#deps.index.search({
      text,
      vector,
      scopes: baseIds,
      limit,
      allowed,
      scoreThreshold,
      signal,
    });
    return await this.#read(hits);
  }

  /** The passages of the documents that fit. */
  async #allowed(baseIds: readonly string[], filter: MetadataFilter): Promise<ReadonlySet<number>> {
    const fits = readFilter(filter);
    const { db } = this.#deps;
    const documents = await db
      .selectFrom('documents')
      .select(['id', 'filename', 'metadata_json'])
      .where('knowledge_base_id', 'in', baseIds)
      .execute();
    const allowed = new Set<number>();
    for (const { id, filename, metadata_json } of documents) {
      const metadata = JSON.parse(metadata_json) as DocumentMetadata;
      if (!fits({ ...metadata, filename, document_id: id })) continue;
      const passages = await db.selectFrom('passages').select('id').where('document_id', '=', id).execute();
      for (const passage of passages) allowed.add(passage.id);
    }
    return allowed;
  }

  async #read(hits: readonly IndexHit[]): Promise<FoundPassage[]> {
    if (hits.length === 0) return [];
    const rows = await this.#deps.db
      .selectFrom('passages')
      .innerJoin('documents', 'documents.id', 'passages.document_id')
      .select(['passages.id', 'passages.content', 'passages.heading', 'passages.page', 'passages.position'])
      .select(['documents.id as document_id', 'documents.knowledge_base_id'])
      .select(['documents.filename', 'documents.title', 'documents.metadata_json'])
      .where(
        'passages.id',
        'in',
        hits.map(({ id }) => id),
      )
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    // One that is gone since it was found is left out.
    return hits.flatMap(({ id, score, scores }) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      return [
        {
          content: row.content,
          heading: row.heading,
          page: row.page,
          position: row.position,
          score,
          scores,
          documentId: row.document_id,
          knowledgeBaseId: row.knowledge_base_id,
          filename: row.filename,
          title: row.title,
          metadata: JSON.parse(row.metadata_json) as DocumentMetadata,
        },
      ];
    });
  }
}
