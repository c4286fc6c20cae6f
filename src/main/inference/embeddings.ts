/** What turns texts into vectors is to the rest of Tomo. Every type here can cross a process boundary. */

export interface EmbedderInfo {
  /** Vectors of different ids cannot be compared. */
  id: string;
  dimensions: number;
}

export interface EmbedRequest {
  texts: readonly string[];
  /** Fewer than the embedder has; vectors of different sizes cannot be compared. */
  dimensions?: number;
}

export interface Embeddings {
  /** One for each text, in their order; of length 1, so that their dot product is their similarity. */
  vectors: Float32Array[];
  /** How many tokens, or words where there are no tokens, were read. */
  tokens: number;
}

export interface Embedder {
  info(signal?: AbortSignal): Promise<EmbedderInfo>;
  /** @throws EngineError */
  embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embeddings>;
  /** Frees what it holds; may be called twice. */
  dispose(): Promise<void>;
}
