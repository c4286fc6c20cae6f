import type { Kysely } from 'kysely';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import { MemoryIndex } from '../domain/memory/memory-index.ts';
import { MemoryService } from '../domain/memory/memory-service.ts';
import { Remembering } from '../domain/memory/remembering.ts';
import type { Schema } from '../storage/schema.ts';
import type { SearchIndex } from '../storage/search/search-index.ts';

interface MemoryParts {
  db: Kysely<Schema>;
  index: SearchIndex;
  embeddings: EmbeddingService;
  forget(): void;
  logger: { error(object: object, message: string): void };
}

/** What remembers, put together. What was said and not read yet is read now. */
export function composeMemory({ db, index, embeddings, forget, logger }: MemoryParts) {
  const memoryIndex = new MemoryIndex({ db, index, embeddings });
  const memories: MemoryService = new MemoryService({
    db,
    index: memoryIndex,
    forget,
    indexSoon: () => remembering.wake(),
  });
  const remembering = new Remembering({ db, index: memoryIndex, memories, logger });
  remembering.wake();
  return { memories, remembering };
}
