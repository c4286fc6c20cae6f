import type { Selectable } from 'kysely';
import type { DocumentsTable } from '../../../storage/schema.ts';
import { type DocumentMetadata, type KnowledgeDocument, toDocument } from '../documents/document.ts';

/** More is a document, which a thread of its own reads. */
export const ITEM_CHARACTERS_MAX = 50_000;

/** A short text that was written straight into a knowledge base; to searches and answers it is a document. */
export interface KnowledgeItem extends Pick<KnowledgeDocument, 'status' | 'error' | 'knowledgeBaseId'> {
  /** Also that of its document. */
  id: string;
  title: string;
  content: string;
  tags: string[];
  /** Where it is from, in its writer's words: an address, a book. */
  source: string | null;
  metadata: DocumentMetadata;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface KnowledgeItemDraft {
  title: string;
  content: string;
  tags?: readonly string[] | undefined;
  source?: string | null | undefined;
  metadata?: DocumentMetadata | undefined;
}

/** Of its document, and what the item itself keeps. */
export type ItemRow = Selectable<DocumentsTable> & {
  item_title: string;
  content: string;
  tags_json: string;
  source: string | null;
  item_metadata_json: string;
};

export function toItem(row: ItemRow): KnowledgeItem {
  const { id, knowledgeBaseId, status, error, createdAtMs, updatedAtMs } = toDocument(row);
  return {
    id,
    knowledgeBaseId,
    title: row.item_title,
    content: row.content,
    tags: JSON.parse(row.tags_json) as string[],
    source: row.source,
    metadata: JSON.parse(row.item_metadata_json) as DocumentMetadata,
    status,
    error,
    createdAtMs,
    updatedAtMs,
  };
}
