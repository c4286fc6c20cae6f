import type { Kysely } from 'kysely';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { EventBus } from '../domain/events/event-bus.ts';
import { Grounding, type GroundingDependencies } from '../domain/grounding/grounding.ts';
import { KnowledgeBaseService } from '../domain/knowledge/bases/knowledge-base-service.ts';
import { announceDocument } from '../domain/knowledge/documents/document-progress.ts';
import { DocumentService } from '../domain/knowledge/documents/document-service.ts';
import type { IngestDependencies } from '../domain/knowledge/ingest/ingest-dependencies.ts';
import { IngestQueue } from '../domain/knowledge/ingest/ingest-queue.ts';
import { KnowledgeItems } from '../domain/knowledge/items/knowledge-items.ts';
import { documentReader } from '../domain/knowledge/read/read-document.ts';
import { KnowledgeSearch } from '../domain/knowledge/search/knowledge-search.ts';
import type { Schema } from '../storage/schema.ts';
import type { SearchIndex } from '../storage/search/search-index.ts';

interface KnowledgeParts {
  db: Kysely<Schema>;
  index: SearchIndex;
  /** Where the originals are kept. */
  directory: string;
  /** The program of the threads that read documents. */
  readerFile: string;
  embeddings: EmbeddingService;
  events: EventBus;
  recall: GroundingDependencies['recall'];
  forget(): void;
  logger: IngestDependencies['logger'];
}

/** What knows documents, put together. Reading goes on where it was when the program ended. */
export function composeKnowledge({
  db,
  index,
  directory,
  readerFile,
  embeddings,
  events,
  recall,
  forget,
  logger,
}: KnowledgeParts) {
  const ingest = new IngestQueue({
    db,
    directory,
    read: documentReader(readerFile),
    index,
    embed: (texts, signal) => embeddings.passages(index, texts, signal),
    fillVectors: () => embeddings.wake(),
    progress: (documentId) => announceDocument(db, events, documentId),
    logger,
  });
  const bases = new KnowledgeBaseService({
    db,
    removeDocuments: (baseId) => documents.removeAllOf(baseId),
    readAgain: () => ingest.wake(),
  });
  const documents = new DocumentService({ db, directory, bases, ingest, forget });
  const items = new KnowledgeItems({ db, bases, documents, ingest, forget });
  const search = new KnowledgeSearch({
    db,
    index,
    embedQuery: (text, signal) => embeddings.query(index, text, signal),
  });
  const grounding = new Grounding({
    basesOf: (ownerId, ids) => bases.ofOwner(ownerId, ids),
    search: (baseIds, query, signal) => search.search(baseIds, query, signal),
    recall,
    logger,
  });
  ingest.wake();
  return { bases, documents, items, search, grounding, close: () => ingest.close() };
}
