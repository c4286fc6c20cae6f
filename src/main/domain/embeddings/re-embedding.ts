import type { EmbedPrompts } from '../../inference/embeddings.ts';
import { EngineError } from '../../inference/engine-error.ts';
import type { VectorGenerations } from '../../storage/search/search-index.ts';
import type { Foreground } from '../background/foreground.ts';
import { embedBatch } from './embed-batch.ts';
import type { EmbeddingChoice } from './embedding-choice.ts';
import type { EmbeddingModels } from './embedding-models.ts';
import type { PromptedEmbedder } from './prompted-embedder.ts';

/** The model that vectors are made with from now on, as far as it is known. */
export interface ModelInUse {
  id: string;
  dimensions: number;
  contextTokens: number | undefined;
  prompts: EmbedPrompts;
}

export type ReEmbeddingState =
  /** The model is being loaded or asked for the first time. */
  | { state: 'loading' }
  /** Vectors are made; the ones that were there before answer. */
  | { state: 're_embedding'; model: ModelInUse }
  /** Every entry has its vector. */
  | { state: 'ready'; model: ModelInUse }
  /** The model cannot make vectors now; it is tried again. */
  | { state: 'waiting'; error: EngineError; nextTryAtMs: number; model: ModelInUse | undefined };

export interface ReEmbeddingOptions {
  models: EmbeddingModels;
  indexes: readonly VectorGenerations[];
  foreground: Foreground;
  /** How long the first failure is waited out; each further one in a row twice as long, up to five minutes. */
  firstDelayMs?: number;
  /** When a new model's work is checked once more; after ten seconds. */
  secondLookMs?: number;
  log: (error: unknown) => void;
}

const TEXTS_PER_BATCH = 16;
const FIRST_DELAY_MS = 2_000;
const SECOND_LOOK_MS = 10_000;
const LONGEST_DELAY_MS = 5 * 60_000;

/**
 * Sees to it that every entry of the indexes has a vector of the chosen model: in the background, a few at a time. What
 * was done is kept in the index, so that the work goes on where it was when the program ends in between.
 */
export class ReEmbedding {
  readonly #options: ReEmbeddingOptions;
  #state: ReEmbeddingState = { state: 'loading' };
  #model: ModelInUse | undefined;
  /** The model that had made all vectors the last time. */
  #readyModelId: string | undefined;
  #failures = 0;
  /** Ends the pass that runs now. */
  #pass = new AbortController();
  #woken = Promise.withResolvers<void>();
  #closed = false;
  #running: Promise<void> | undefined;

  constructor(options: ReEmbeddingOptions) {
    this.#options = options;
  }

  get state(): ReEmbeddingState {
    return this.#state;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There are entries without vectors. */
  wake(): void {
    this.#woken.resolve();
  }

  /** Another model was chosen: what is under way for the last one is left. */
  restart(): void {
    this.#failures = 0;
    this.#model = undefined;
    this.#state = { state: 'loading' };
    this.#pass.abort();
    this.wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#pass.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      this.#woken = Promise.withResolvers();
      this.#pass = new AbortController();
      const { signal } = this.#pass;
      try {
        const model = await this.#once(signal);
        this.#failures = 0;
        if (!signal.aborted) this.#state = { state: 'ready', model };
        await this.#untilWoken(model.id);
      } catch (error) {
        if (signal.aborted) continue;
        await this.#waitOut(error);
      }
    }
  }

  /** What was added while the models changed places may have a vector of the one before, and is looked for once more. */
  async #untilWoken(modelId: string): Promise<void> {
    const isNew = this.#readyModelId !== modelId;
    this.#readyModelId = modelId;
    const secondLookMs = this.#options.secondLookMs ?? SECOND_LOOK_MS;
    const timer = isNew ? setTimeout(() => this.wake(), secondLookMs) : undefined;
    await this.#woken.promise;
    clearTimeout(timer);
  }

  async #once(signal: AbortSignal): Promise<ModelInUse> {
    const { models, indexes } = this.#options;
    const chosen = await models.chosen();
    const model = await models.use(chosen, async (embedder) => {
      const info = await embedder.info(signal);
      const { id, dimensions, contextTokens, prompts } = info;
      const inUse = { id, dimensions, contextTokens, prompts };
      signal.throwIfAborted();
      this.#model = inUse;
      await models.remember(id, chosen);
      for (const index of indexes) await this.#complete(index, embedder, inUse, chosen, signal);
      return inUse;
    });
    signal.throwIfAborted();
    await models.rememberOnly([model.id]);
    models.keepOnly([chosen]);
    return model;
  }

  async #complete(
    index: VectorGenerations,
    embedder: PromptedEmbedder,
    model: ModelInUse,
    chosen: EmbeddingChoice,
    signal: AbortSignal,
  ): Promise<void> {
    await index.beginGeneration({ modelId: model.id, dimensions: model.dimensions });
    do {
      let last: number | undefined;
      while (true) {
        const missing = await index.missingVectors(model.id, TEXTS_PER_BATCH);
        if (missing.length === 0) break;
        if (missing[0]?.id === last) throw new EngineError('failed', 'The index does not keep the vectors.');
        last = missing[0]?.id;
        signal.throwIfAborted();
        this.#state = { state: 're_embedding', model };
        const texts = missing.map(({ text }) => text);
        const vectors = await this.#aside(chosen, (stop) => embedBatch(embedder, texts, stop), signal);
        await index.addVectors(
          model.id,
          missing.map(({ id }, at) => ({ id, vector: vectors[at] as Float32Array })),
        );
      }
    } while (!(await index.finishGeneration(model.id)));
  }

  /** A remote model needs nothing of this machine that somebody could wait for. */
  #aside<T>(
    chosen: EmbeddingChoice,
    work: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return chosen.provider === 'openai' ? work(signal) : this.#options.foreground.whenQuiet(work, signal);
  }

  async #waitOut(error: unknown): Promise<void> {
    this.#options.log(error);
    const firstDelayMs = this.#options.firstDelayMs ?? FIRST_DELAY_MS;
    const delayMs = Math.min(firstDelayMs * 2 ** this.#failures, LONGEST_DELAY_MS);
    this.#failures += 1;
    this.#state = {
      state: 'waiting',
      error: error instanceof EngineError ? error : new EngineError('failed', 'Vectors could not be made'),
      nextTryAtMs: Date.now() + delayMs,
      model: this.#model,
    };
    // New entries alone are no reason to try sooner.
    const { signal } = this.#pass;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  }
}
