/** What turns texts into vectors is to the rest of Tomo. Every type here can cross a process boundary. */

export interface EmbedderInfo {
  /** Vectors of different ids cannot be compared. */
  id: string;
  dimensions: number;
  /** What the model is called by its own files. */
  name?: string;
  /** What it reads of a text at most. */
  contextTokens?: number;
  /** What its own files say should stand before a text. */
  prompts?: EmbedPrompts;
}

/** Many models were trained with another beginning for what is looked for than for what is found. */
export type EmbedPurpose = 'query' | 'passage';

/** What stands before a text, by what its vector is for. */
export type EmbedPrompts = { readonly [purpose in EmbedPurpose]?: string };

export interface EmbedRequest {
  texts: readonly string[];
  /** Fewer than the embedder has; vectors of different sizes cannot be compared. */
  dimensions?: number;
  /** What the vectors are for. Without it the texts are read as they stand. */
  purpose?: EmbedPurpose;
}

export interface Embeddings {
  /** One for each text, in their order; of length 1, so that their dot product is their similarity. */
  vectors: Float32Array[];
  /** How many tokens, or words where there are no tokens, were read. */
  tokens: number;
  /** How many of the texts were longer than the model reads, so that only their beginnings count. */
  truncated: number;
}

export interface Embedder {
  info(signal?: AbortSignal): Promise<EmbedderInfo>;
  /** @throws EngineError */
  embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embeddings>;
  /** Frees what it holds; may be called twice. */
  dispose(): Promise<void>;
}
