import type { Embedder, EmbedderInfo, Embeddings, EmbedRequest } from '../embeddings.ts';
import { EngineModel, type EngineModelContext } from './engine-model.ts';
import type { EmbedderRef } from './engine-protocol.ts';

/** An embedding model in the engine, as the server sees it. */
export class RemoteEmbedder implements Embedder {
  readonly #embedder: EmbedderRef;
  readonly #inEngine: EngineModel<EmbedderInfo>;

  constructor(embedder: EmbedderRef, context: EngineModelContext) {
    this.#embedder = embedder;
    this.#inEngine = new EngineModel(
      {
        key: JSON.stringify(['embedder', embedder.path, embedder.gpu]),
        path: embedder.path,
        load: (rpc, signal) => rpc.call('embedder.info', { embedder }, signal),
        release: (rpc) => rpc.call('embedder.release', { embedder }),
      },
      context,
    );
  }

  info(signal?: AbortSignal): Promise<EmbedderInfo> {
    return this.#inEngine.load(signal);
  }

  async embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embeddings> {
    const rpc = await this.#inEngine.loaded(signal);
    return rpc.call('embedder.embed', { embedder: this.#embedder, request }, signal);
  }

  dispose(): Promise<void> {
    return this.#inEngine.dispose();
  }
}
