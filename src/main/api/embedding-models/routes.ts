import { installedEmbeddingModels } from '../../../shared/api/embedding-models.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

export function registerEmbeddingModels(app: NativeApp, { embeddings }: NativeServices): void {
  app.get(
    '/embedding-models',
    {
      config: { ownerOnly: true },
      schema: {
        tags: ['Embedding models'],
        summary: 'List embedding models (owner)',
        description:
          'The built-in one, GGUF files that turn texts into vectors (`POST /v1/model-files` adds one), and the ' +
          'folders with ONNX models in `embedding-models` in the data directory. `PUT /v1/settings` chooses one.',
        response: { 200: installedEmbeddingModels },
      },
    },
    async () => ({ models: await embeddings.list() }),
  );
}
