import type { Foreground } from '../background/foreground.ts';
import type { EmbeddingModels } from './embedding-models.ts';
import type { PromptedEmbedder } from './prompted-embedder.ts';

/** Vectors of the model that is chosen now, for what is compared outside the search indexes. */
export class ChosenEmbeddings {
  readonly #models: EmbeddingModels;
  readonly #foreground: Foreground;

  constructor(models: EmbeddingModels, foreground: Foreground) {
    this.#models = models;
    this.#foreground = foreground;
  }

  /** For many texts, when nobody waits for an answer. @throws EngineError */
  async inBackground(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ modelId: string; vectors: Float32Array[] }> {
    const chosen = await this.#models.chosen();
    const work = (stop: AbortSignal) =>
      this.#models.use(chosen, async (embedder) => {
        const { id } = await embedder.info(stop);
        return { modelId: id, vectors: await vectorsOf(embedder, texts, stop) };
      });
    const isLocalModel = chosen.provider === 'file' || chosen.provider === 'onnx';
    return await (isLocalModel ? this.#foreground.whenQuiet(work, signal) : work(signal));
  }

  /**
   * For a text that somebody waits for.
   *
   * @returns null where vectors of this id are not made any more: another model was chosen. @throws EngineError
   */
  async by(modelId: string, text: string, signal: AbortSignal): Promise<Float32Array | null> {
    return await this.#models.use(await this.#models.chosen(), async (embedder) => {
      if ((await embedder.info(signal)).id !== modelId) return null;
      return (await vectorsOf(embedder, [text], signal))[0] ?? null;
    });
  }
}

/** As texts are compared with each other, and neither is what is looked for, both are read as passages. */
async function vectorsOf(
  embedder: PromptedEmbedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  return (await embedder.embed({ texts, purpose: 'passage' }, signal)).vectors;
}
