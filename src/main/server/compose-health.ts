import { statfs } from 'node:fs/promises';
import type { ModelService } from '../domain/models/model-service.ts';
import { SystemHealth } from '../domain/system/system-health.ts';
import type { createEngineClient } from '../inference/engine/engine-client.ts';
import type { SearchIndex } from '../storage/search/search-index.ts';

interface HealthParts {
  models: ModelService;
  engine: ReturnType<typeof createEngineClient>;
  index: SearchIndex;
  dataDirectory: string;
}

/** How each part of the house is asked whether it works. */
export function composeHealth({ models, engine, index, dataDirectory }: HealthParts): SystemHealth {
  return new SystemHealth({
    languageModel: async () => {
      const { state } = await models.state();
      return state === 'ready' ? 'healthy' : state === 'loading' ? 'starting' : 'unhealthy';
    },
    searchIndex: async () => {
      await index.search({ text: 'health', vector: null, scopes: [], limit: 1 });
    },
    voice: async () => void (await engine.speech.voices()),
    gpuMemory: () => engine.gpuMemory(),
    disk: async () => {
      const { blocks, bavail } = await statfs(dataDirectory);
      return { free: bavail, total: blocks };
    },
  });
}
