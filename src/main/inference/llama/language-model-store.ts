import type { EngineDevices, GpuChoice, ModelRef } from '../engine/engine-protocol.ts';
import { type LlamaBackend, openLlamaBackend } from './llama-backend.ts';
import { LlamaLanguageModel } from './llama-language-model.ts';

export interface LanguageModelStoreEvents {
  onDevices: (devices: EngineDevices) => void;
  /** Told before native code reads a file, and with null when it has come through. */
  onLoading: (file: string | null) => void;
}

/** The models that are in memory: each is loaded once, one at a time, however many ask for it. */
export class LanguageModelStore {
  readonly #events: LanguageModelStoreEvents;
  readonly #backends = new Map<GpuChoice, Promise<LlamaBackend>>();
  readonly #models = new Map<string, Promise<LlamaLanguageModel>>();
  #loading: Promise<unknown> = Promise.resolve();

  constructor(events: LanguageModelStoreEvents) {
    this.#events = events;
  }

  /** @throws EngineError when the file cannot be loaded */
  get(model: ModelRef): Promise<LlamaLanguageModel> {
    const key = keyOf(model);
    const known = this.#models.get(key);
    if (known) return known;
    const loaded = this.#loading.then(() => this.#load(model));
    this.#loading = loaded.catch(() => {});
    this.#models.set(key, loaded);
    loaded.catch(() => this.#models.delete(key));
    return loaded;
  }

  async release(model: ModelRef): Promise<void> {
    const key = keyOf(model);
    const loaded = this.#models.get(key);
    this.#models.delete(key);
    await (await loaded?.catch(() => undefined))?.dispose();
  }

  async #load(model: ModelRef): Promise<LlamaLanguageModel> {
    const backend = await this.#backend(model.gpu ?? 'auto');
    this.#events.onLoading(model.file);
    try {
      return await LlamaLanguageModel.load(backend, model);
    } finally {
      this.#events.onLoading(null);
    }
  }

  #backend(gpu: GpuChoice): Promise<LlamaBackend> {
    const known = this.#backends.get(gpu);
    if (known) return known;
    const opened = openLlamaBackend(gpu);
    this.#backends.set(gpu, opened);
    opened.then(
      ({ devices }) => this.#events.onDevices(devices),
      () => this.#backends.delete(gpu),
    );
    return opened;
  }
}

function keyOf({ file, gpu }: ModelRef): string {
  return JSON.stringify([file, gpu]);
}
