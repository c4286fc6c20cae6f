import type { Selectable } from 'kysely';
import type { DocumentsTable } from '../../../storage/schema.ts';

/** What whoever uploaded a document says about it; searches can be narrowed by it. */
export type DocumentMetadata = Readonly<Record<string, unknown>>;

export interface KnowledgeDocument {
  id: string;
  knowledgeBaseId: string;
  filename: string;
  /** Null until it was read. */
  mediaType: string | null;
  title: string | null;
  byteCount: number;
  pageCount: number | null;
  metadata: DocumentMetadata;
  /** What could not be read of it, in plain words. */
  warnings: string[];
  status: 'processing' | 'ready' | 'failed';
  error: { code: string; message: string } | null;
  /** Null until it was read. */
  passageCount: number | null;
  /** How many of its passages can be found. */
  indexedCount: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export function toDocument(row: Selectable<DocumentsTable>): KnowledgeDocument {
  return {
    id: row.id,
    knowledgeBaseId: row.knowledge_base_id,
    filename: row.filename,
    mediaType: row.media_type,
    title: row.title,
    byteCount: Number(row.byte_count),
    pageCount: row.page_count,
    metadata: JSON.parse(row.metadata_json) as DocumentMetadata,
    warnings: JSON.parse(row.warnings_json) as string[],
    status: row.status,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    passageCount: row.passage_count,
    indexedCount: row.indexed_count,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
  };
}
