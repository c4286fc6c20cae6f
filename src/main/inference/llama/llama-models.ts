import type {
  EmbedderRef,
  EngineDevices,
  GpuChoice,
  GpuMemory,
  ModelRef,
} from '../engine/engine-protocol.ts';
import type { LoadQueue } from '../engine/load-queue.ts';
import { type LlamaBackend, openLlamaBackend } from './llama-backend.ts';
import { LlamaEmbedder } from './llama-embedder.ts';
import { LlamaLanguageModel } from './llama-language-model.ts';

/** Loads GGUF files into llama.cpp, which is opened once for each choice of a device. */
export class LlamaModels {
  readonly #loading: LoadQueue;
  readonly #onDevices: (devices: EngineDevices) => void;
  readonly #backends = new Map<GpuChoice, Promise<LlamaBackend>>();

  constructor(loading: LoadQueue, onDevices: (devices: EngineDevices) => void) {
    this.#loading = loading;
    this.#onDevices = onDevices;
  }

  /** @throws EngineError when the file cannot be loaded */
  async languageModel(model: ModelRef): Promise<LlamaLanguageModel> {
    const backend = await this.#backend(model.gpu);
    return await this.#loading.run(model.file, () => LlamaLanguageModel.load(backend, model));
  }

  /** @throws EngineError when the file cannot be loaded */
  async embedder({ path, gpu }: EmbedderRef): Promise<LlamaEmbedder> {
    const backend = await this.#backend(gpu);
    return await this.#loading.run(path, () => LlamaEmbedder.load(backend, path));
  }

  /** Of the GPU that models were loaded into; null while there is none. */
  async gpuMemory(): Promise<GpuMemory | null> {
    for (const opened of this.#backends.values()) {
      const { llama } = await opened;
      if (llama.gpu === false) continue;
      const { used, total } = await llama.getVramState();
      if (total > 0) return { usedBytes: used, totalBytes: total };
    }
    return null;
  }

  #backend(gpu: GpuChoice = 'auto'): Promise<LlamaBackend> {
    const known = this.#backends.get(gpu);
    if (known) return known;
    const opened = openLlamaBackend(gpu);
    this.#backends.set(gpu, opened);
    opened.then(
      ({ devices }) => this.#onDevices(devices),
      () => this.#backends.delete(gpu),
    );
    return opened;
  }
}
