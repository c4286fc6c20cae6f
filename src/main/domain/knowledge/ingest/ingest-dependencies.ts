import type { Kysely } from 'kysely';
import type { Schema } from '../../../storage/schema.ts';
import type { SearchIndex } from '../../../storage/search/search-index.ts';
import type { ReadFromFile } from '../read/read-document.ts';

export interface IngestDependencies {
  db: Kysely<Schema>;
  /** Where the originals are kept. */
  directory: string;
  read: ReadFromFile;
  index: SearchIndex;
  /** One vector for each text, by the model whose vectors are searched; null where it cannot just now. */
  embed(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ modelId: string; vectors: readonly Float32Array[] } | null>;
  /** Sees to it that passages without a vector get one in the background. */
  fillVectors(): void;
  /** Tells whoever may see a document how far it is. */
  progress(documentId: string): Promise<void>;
  logger: {
    info(object: object, message: string): void;
    warn(object: object, message: string): void;
    error(object: object, message: string): void;
  };
}
