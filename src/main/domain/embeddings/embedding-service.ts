import type { Embeddings, EmbedRequest } from '../../inference/embeddings.ts';
import { EngineError } from '../../inference/engine-error.ts';
import type { VectorGenerations } from '../../storage/search/search-index.ts';
import type { Foreground } from '../background/foreground.ts';
import { DomainError, notFound } from '../domain-error.ts';
import { DEFAULT_MODEL } from '../models/named-models.ts';
import { ChosenEmbeddings } from './chosen-embeddings.ts';
import { type EmbeddingChoice, keyOfChoice } from './embedding-choice.ts';
import type { EmbeddingModels } from './embedding-models.ts';
import type { ReEmbedding, ReEmbeddingState } from './re-embedding.ts';

type Answering = Pick<VectorGenerations, 'active' | 'progress'>;

export interface EmbeddingStatus {
  choice: EmbeddingChoice;
  state: ReEmbeddingState;
  /** How many entries of all indexes have a vector of the chosen model. */
  progress: { done: number; total: number };
}

/** Whoever looks for something waits no longer for a vector; the words alone find much too. */
const QUERY_MS = 3_000;

/** Turns texts into vectors: for the search indexes, by the model that answers there, and by name for programs. */
export class EmbeddingService {
  /** For what is compared outside the indexes. */
  readonly chosen: ChosenEmbeddings;
  readonly #models: EmbeddingModels;
  readonly #reEmbedding: ReEmbedding;
  readonly #indexes: readonly Answering[];
  readonly #foreground: Foreground;
  readonly #queryMs: number;
  /** A model that was asked for by name and is not in use stays until another such one is asked for. */
  #guest: EmbeddingChoice | undefined;

  constructor(deps: {
    models: EmbeddingModels;
    reEmbedding: ReEmbedding;
    indexes: readonly Answering[];
    foreground: Foreground;
    /** How long a query may wait for its vector; three seconds. */
    queryMs?: number;
  }) {
    this.chosen = new ChosenEmbeddings(deps.models, deps.foreground);
    this.#models = deps.models;
    this.#reEmbedding = deps.reEmbedding;
    this.#indexes = deps.indexes;
    this.#foreground = deps.foreground;
    this.#queryMs = deps.queryMs ?? QUERY_MS;
  }

  /** Takes another model. What is in the indexes gets new vectors in the background, and the old ones answer meanwhile. */
  async choose(choice: EmbeddingChoice): Promise<void> {
    await this.#models.choose(choice);
    this.#reEmbedding.restart();
  }

  async status(): Promise<EmbeddingStatus> {
    const { state } = this.#reEmbedding;
    const progress = { done: 0, total: 0 };
    if ('model' in state && state.model) {
      for (const index of this.#indexes) {
        const { done, total } = await index.progress(state.model.id);
        progress.done += done;
        progress.total += total;
      }
    }
    return { choice: await this.#models.chosen(), state, progress };
  }

  /** Entries were added without vectors: they get them in the background. */
  wake(): void {
    this.#reEmbedding.wake();
  }

  /**
   * Vectors for what goes into an index, by the model that answers there. A model on this machine waits until no answer
   * is being written.
   *
   * @returns null where that model cannot make any now: add the entries without vectors, then call `wake`
   */
  async passages(
    index: Pick<VectorGenerations, 'active'>,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ modelId: string; vectors: Float32Array[] } | null> {
    const active = await index.active();
    const maker = active && (await this.#models.makerOf(active.modelId));
    if (!active || !maker) return null;
    const { modelId } = active;
    const work = (stop: AbortSignal) => this.#by(maker, modelId, { texts, purpose: 'passage' }, stop);
    const isLocalModel = maker.provider === 'file' || maker.provider === 'onnx';
    const vectors = await (isLocalModel ? this.#foreground.whenQuiet(work, signal) : work(signal));
    return vectors && { modelId, vectors };
  }

  /** The vector to look for in an index. @returns null where the model that answers there cannot make it now */
  async query(
    index: Pick<VectorGenerations, 'active'>,
    text: string,
    signal: AbortSignal,
  ): Promise<Float32Array | null> {
    const active = await index.active();
    const maker = active && (await this.#models.makerOf(active.modelId));
    if (!active || !maker) return null;
    const tooLate = AbortSignal.timeout(this.#queryMs);
    const request = { texts: [text], purpose: 'query' as const };
    const asked = this.#by(maker, active.modelId, request, AbortSignal.any([signal, tooLate]));
    const vectors = await asked.catch((error: unknown) => {
      if (tooLate.aborted && !signal.aborted) return null;
      throw error;
    });
    return vectors?.[0] ?? null;
  }

  /** The models that can be chosen or asked for by name; the chosen one is called `default` too. */
  async list(): Promise<{ provider: EmbeddingChoice['provider']; id: string; chosen: boolean }[]> {
    const chosen = keyOfChoice(await this.#models.chosen());
    const installed = await this.#models.installed();
    return await Promise.all(
      installed.map(async (choice) => ({
        provider: choice.provider,
        id: await this.#models.nameOf(choice),
        chosen: keyOfChoice(choice) === chosen,
      })),
    );
  }

  /** @throws DomainError `not_found`, `invalid` @throws EngineError */
  async embed(name: string, request: EmbedRequest, signal: AbortSignal): Promise<Embeddings> {
    const choice = await this.#named(name);
    await this.#invite(choice);
    return await this.#models.use(choice, async (embedder) => {
      const { dimensions } = await embedder.info(signal);
      if ((request.dimensions ?? 0) > dimensions) {
        throw new DomainError(
          'invalid',
          `This model has ${dimensions} dimensions; ask for as many or fewer`,
          { field: 'dimensions' },
        );
      }
      return await embedder.embed(request, signal);
    });
  }

  async close(): Promise<void> {
    await this.#reEmbedding.close();
    this.#models.keepOnly([]);
  }

  async #by(
    maker: EmbeddingChoice,
    modelId: string,
    request: EmbedRequest,
    signal: AbortSignal,
  ): Promise<Float32Array[] | null> {
    try {
      return await this.#models.use(maker, async (embedder) => {
        // A file of the same name may have taken its place.
        if ((await embedder.info(signal)).id !== modelId) return null;
        return (await embedder.embed(request, signal)).vectors;
      });
    } catch (error) {
      if (error instanceof EngineError) return null;
      throw error;
    }
  }

  async #named(name: string): Promise<EmbeddingChoice> {
    if (name === DEFAULT_MODEL) return await this.#models.chosen();
    for (const choice of await this.#models.installed()) {
      if ((await this.#models.nameOf(choice)) === name) return choice;
    }
    throw notFound('model', name);
  }

  async #invite(choice: EmbeddingChoice): Promise<void> {
    const inUse = await this.#inUse();
    if (inUse.some((other) => keyOfChoice(other) === keyOfChoice(choice))) return;
    if (this.#guest && keyOfChoice(this.#guest) === keyOfChoice(choice)) return;
    this.#guest = choice;
    this.#models.keepOnly([...inUse, choice]);
  }

  /** The chosen one, and those whose vectors answer. */
  async #inUse(): Promise<EmbeddingChoice[]> {
    const active = await Promise.all(this.#indexes.map((index) => index.active()));
    const makers = await Promise.all(
      active.map((generation) => generation && this.#models.makerOf(generation.modelId)),
    );
    return [await this.#models.chosen(), ...makers.filter((maker) => maker != null)];
  }
}
