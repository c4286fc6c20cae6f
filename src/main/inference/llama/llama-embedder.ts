import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import { embedOneByOne, type OneTextEmbedder } from '../embed-one-by-one.ts';
import { embeddingThreads } from '../embedding-threads.ts';
import type { Embedder, EmbedderInfo, Embeddings, EmbedRequest } from '../embeddings.ts';
import { fileFingerprint } from '../file-fingerprint.ts';
import { unitVector } from '../unit-vector.ts';
import { requireGguf } from './check-gguf.ts';
import type { LlamaBackend } from './llama-backend.ts';
import { loadError } from './load-error.ts';

/** llama.cpp reads a text in one piece, and the memory for that grows with its square. */
const LARGEST_CONTEXT_TOKENS = 2048;
/** What stands around a text: tokens for its beginning and its end. */
const FRAME_TOKENS = 2;
const COMPLAINT_DELAY_MS = 20;

/** A GGUF embedding model in this process's memory. It pools as its file says. */
export class LlamaEmbedder implements Embedder, OneTextEmbedder<Token> {
  readonly #model: LlamaModel;
  readonly #context: LlamaEmbeddingContext;
  readonly #info: EmbedderInfo & { contextTokens: number };

  private constructor(
    model: LlamaModel,
    context: LlamaEmbeddingContext,
    info: EmbedderInfo & { contextTokens: number },
  ) {
    this.#model = model;
    this.#context = context;
    this.#info = info;
  }

  /** @throws EngineError `model_missing`, `model_invalid` or `out_of_memory` */
  static async load(backend: LlamaBackend, file: string): Promise<LlamaEmbedder> {
    await requireGguf(file, 'embedding');
    backend.complaints.clear();
    let model: LlamaModel | undefined;
    try {
      model = await backend.llama.loadModel({ modelPath: file });
      const contextSize = Math.min(model.trainContextSize, LARGEST_CONTEXT_TOKENS);
      // Pooling sees one batch only, so that a text must fit into one.
      const context = await model.createEmbeddingContext({
        contextSize,
        batchSize: contextSize,
        threads: embeddingThreads(),
      });
      const info = {
        id: `gguf:${await fileFingerprint([file])}`,
        name: model.fileInfo.metadata.general?.name ?? basename(file, '.gguf'),
        dimensions: model.embeddingVectorSize,
        contextTokens: Math.max(1, contextSize - FRAME_TOKENS - 1),
      };
      const loaded = new LlamaEmbedder(model, context, info);
      info.dimensions = (await loaded.vectorOf(loaded.tokenize('Hello'))).length;
      return loaded;
    } catch (error) {
      await model?.dispose();
      // Complaints come from another thread, a moment later than the failure.
      await setTimeout(COMPLAINT_DELAY_MS);
      throw loadError(error, file, backend.complaints.lines());
    }
  }

  async info(): Promise<EmbedderInfo> {
    return this.#info;
  }

  embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embeddings> {
    return embedOneByOne(this, request, signal);
  }

  async dispose(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
  }

  get contextTokens(): number {
    return this.#info.contextTokens;
  }

  tokenize(text: string): Token[] {
    return this.#model.tokenize(text);
  }

  cut(tokens: readonly Token[]): Token[] {
    return tokens.slice(0, this.contextTokens);
  }

  async vectorOf(tokens: readonly Token[]): Promise<Float32Array> {
    if (tokens.length === 0) return unitVector(new Float32Array(this.#info.dimensions));
    // The context adds the tokens around the text, to the list that it is given.
    const { vector } = await this.#context.getEmbeddingFor([...tokens]);
    try {
      return unitVector(Float32Array.from(vector));
    } catch (error) {
      throw new Error('its weights are not numbers', { cause: error });
    }
  }
}
