import type { FastifyBaseLogger } from 'fastify';
import type { Foreground } from '../domain/background/foreground.ts';
import { EmbeddingFolders } from '../domain/embeddings/embedding-folders.ts';
import { EmbeddingModels } from '../domain/embeddings/embedding-models.ts';
import { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import { ReEmbedding } from '../domain/embeddings/re-embedding.ts';
import type { ModelLibrary } from '../domain/models/model-library.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import type { EngineClient } from '../inference/engine/engine-client.ts';
import { EngineError } from '../inference/engine-error.ts';
import { createLexicalEmbedder } from '../inference/lexical/lexical-embedder.ts';
import { OpenAiCompatibleEmbedder } from '../inference/openai-compatible/openai-compatible-embedder.ts';
import type { VectorGenerations } from '../storage/search/search-index.ts';
import type { SecretBox } from '../storage/secret-box.ts';

interface EmbeddingParts {
  settings: SettingsStore;
  secrets: SecretBox;
  library: ModelLibrary;
  /** Where the owner puts folders with ONNX models. */
  directory: string;
  engine: EngineClient;
  foreground: Foreground;
  indexes: readonly VectorGenerations[];
  logger: FastifyBaseLogger;
}

/** What turns texts into vectors, put together. New vectors are made where the program ended in between. */
export function composeEmbeddings(parts: EmbeddingParts): EmbeddingService {
  const { engine, indexes, foreground, logger } = parts;
  const models = new EmbeddingModels({
    settings: parts.settings,
    secrets: parts.secrets,
    library: parts.library,
    folders: new EmbeddingFolders(parts.directory),
    factory: {
      lexical: createLexicalEmbedder(),
      fromFile: (path) => engine.embedder({ kind: 'gguf', path }),
      fromFolder: (path) => engine.embedder({ kind: 'onnx', path }),
      fromServer: (server) => new OpenAiCompatibleEmbedder(server),
    },
  });
  // A server that refuses a text may quote it, and no document belongs into a log; the settings show its words.
  const log = (error: unknown) =>
    logger.warn(
      error instanceof EngineError ? { code: error.code } : { err: error },
      'vectors could not be made; trying again later',
    );
  const reEmbedding = new ReEmbedding({ models, indexes, foreground, log });
  reEmbedding.start();
  return new EmbeddingService({ models, reEmbedding, indexes, foreground });
}
