import type {
  DocumentBody,
  KnowledgeBaseBody,
  KnowledgeResultBody,
} from '../../../shared/api/knowledge-bases.ts';
import type { KnowledgeBase } from '../../domain/knowledge/bases/knowledge-base-service.ts';
import type { KnowledgeDocument } from '../../domain/knowledge/documents/document.ts';
import type { FoundPassage } from '../../domain/knowledge/search/knowledge-search.ts';

export function toKnowledgeBaseBody(base: KnowledgeBase): KnowledgeBaseBody {
  return {
    id: base.id,
    owner_id: base.ownerId,
    name: base.name,
    description: base.description,
    created_at: new Date(base.createdAtMs).toISOString(),
    updated_at: new Date(base.updatedAtMs).toISOString(),
    document_count: base.documentCount,
    total_chunks: base.passageCount,
  };
}

export function toDocumentBody(document: KnowledgeDocument): DocumentBody {
  return {
    id: document.id,
    knowledge_base_id: document.knowledgeBaseId,
    filename: document.filename,
    status: document.status,
    chunks_created: document.indexedCount,
    total_chunks: document.passageCount,
    error: document.error,
    title: document.title,
    media_type: document.mediaType,
    page_count: document.pageCount,
    byte_count: document.byteCount,
    metadata: document.metadata,
    created_at: new Date(document.createdAtMs).toISOString(),
    updated_at: new Date(document.updatedAtMs).toISOString(),
    ...(document.warnings.length === 0 ? {} : { warnings: document.warnings }),
  };
}

export function toKnowledgeResult(passage: FoundPassage): KnowledgeResultBody {
  return {
    content: passage.content,
    score: passage.score,
    scores: passage.scores,
    document_id: passage.documentId,
    filename: passage.filename,
    page: passage.page,
    heading: passage.heading,
    position: passage.position,
    metadata: passage.metadata,
  };
}
