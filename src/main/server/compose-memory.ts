import type { Kysely } from 'kysely';
import type { Foreground } from '../domain/background/foreground.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import { MemoryIndex } from '../domain/memory/memory-index.ts';
import { MemoryService } from '../domain/memory/memory-service.ts';
import { Remembering } from '../domain/memory/remembering.ts';
import { ConversationSummaries } from '../domain/memory/summary/conversation-summaries.ts';
import { withReadingModel } from '../domain/memory/with-reading-model.ts';
import type { ModelService } from '../domain/models/model-service.ts';
import type { Schema } from '../storage/schema.ts';
import type { SearchIndex } from '../storage/search/search-index.ts';

interface MemoryParts {
  db: Kysely<Schema>;
  index: SearchIndex;
  embeddings: EmbeddingService;
  foreground: Foreground;
  models: ModelService;
  forget(): void;
  logger: { error(object: object, message: string): void };
}

/** What remembers, put together. What was said and not read yet is read now. */
export function composeMemory({ db, index, embeddings, foreground, models, forget, logger }: MemoryParts) {
  const common = { db, foreground, withReadingModel: withReadingModel(models), logger };
  const memoryIndex = new MemoryIndex({ db, index, embeddings });
  const memories: MemoryService = new MemoryService({
    db,
    index: memoryIndex,
    forget,
    indexSoon: () => remembering.wake(),
  });
  const remembering = new Remembering({ ...common, index: memoryIndex, memories });
  const summaries = new ConversationSummaries(common);
  remembering.wake();
  return { memories, remembering, summaries };
}
