import { EngineError } from '../../inference/engine-error.ts';
import { unitVector } from '../../inference/unit-vector.ts';
import type { PromptedEmbedder } from './prompted-embedder.ts';

/** A text that every model can read. */
const PLAIN_TEXT = 'Hello';

/**
 * Vectors for a few passages. A server may refuse one text and take all others; then that one gets a direction like any
 * other, and its words are found by the search for text. Otherwise it would be in the way of all the rest for ever.
 *
 * @throws EngineError when the model makes no vectors at all
 */
export async function embedBatch(
  embedder: PromptedEmbedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  try {
    return (await embedder.embed({ texts, purpose: 'passage' }, signal)).vectors;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'remote_failed') throw error;
    const { dimensions } = await embedder.info(signal);
    // Is it the server, or one of the texts?
    await embedder.embed({ texts: [PLAIN_TEXT] }, signal);
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(await embedOne(embedder, text, dimensions, signal));
    return vectors;
  }
}

async function embedOne(
  embedder: PromptedEmbedder,
  text: string,
  dimensions: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  try {
    const [vector] = (await embedder.embed({ texts: [text], purpose: 'passage' }, signal)).vectors;
    if (vector) return vector;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'remote_failed') throw error;
    // The server may have gone away meanwhile, which is no fault of the text.
    await embedder.embed({ texts: [PLAIN_TEXT] }, signal);
  }
  return unitVector(new Float32Array(dimensions));
}
