import { z } from 'zod';
import type { KnowledgeDocument } from '../../../domain/knowledge/documents/document.ts';
import type { Language } from '../messages/language.ts';
import { offsetPage } from '../page.ts';
import { timestamp } from './base-body.ts';
import { unreadableReason } from './unreadable-reason.ts';

const status = z.enum(['processing', 'ready', 'failed']);

export const document = z.object({
  id: z.string(),
  base_id: z.string(),
  title: z.string().describe('Of its metadata, else its own, else the name of its file'),
  filename: z.string(),
  status,
  error: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why it cannot be read'),
  media_type: z.string().nullable(),
  page_count: z.int().nullable(),
  size: z.int().describe('In bytes'),
  chunk_count: z.int().nullable().describe('Null until it was read'),
  metadata: z.record(z.string(), z.unknown()),
  created_at: timestamp,
  updated_at: timestamp,
  message: z.string().optional(),
});
export const documentList = z.object({
  documents: z.array(document),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});
export const documentListQuery = offsetPage(20).extend({
  status: status.optional(),
  search: z.string().trim().min(1).max(200).optional().describe('In its name or title'),
});

export function toDocumentBody(found: KnowledgeDocument, language: Language): z.infer<typeof document> {
  return {
    id: found.id,
    base_id: found.knowledgeBaseId,
    title: titleOf(found),
    filename: found.filename,
    status: found.status,
    error: unreadableReason(found.error, language),
    media_type: found.mediaType,
    page_count: found.pageCount,
    size: found.byteCount,
    chunk_count: found.passageCount,
    metadata: { ...found.metadata },
    created_at: new Date(found.createdAtMs).toISOString(),
    updated_at: new Date(found.updatedAtMs).toISOString(),
  };
}

/** What a document is called, for people. */
export function titleOf({
  metadata,
  title,
  filename,
}: Pick<KnowledgeDocument, 'metadata' | 'title' | 'filename'>): string {
  return typeof metadata.title === 'string' && metadata.title !== '' ? metadata.title : (title ?? filename);
}
