import { createHash } from 'node:crypto';
import type { Embedder, EmbedderInfo, EmbedPrompts } from '../../inference/embeddings.ts';

/** An embedder whose prompts are known. */
export interface PromptedEmbedder extends Embedder {
  info(signal?: AbortSignal): Promise<EmbedderInfo & { prompts: EmbedPrompts }>;
}

/**
 * Puts before each text what the model was trained with. What stands before passages is part of the id: with other words
 * there, passages get other vectors.
 */
export function withPrompts(
  embedder: Embedder,
  promptsFor: (info: EmbedderInfo) => EmbedPrompts,
): PromptedEmbedder {
  const info = async (signal?: AbortSignal) => {
    const own = await embedder.info(signal);
    const prompts = promptsFor(own);
    return { ...own, prompts, id: `${own.id}${mark(prompts.passage)}` };
  };
  return {
    info,
    async embed(request, signal) {
      const prompt = request.purpose && (await info(signal)).prompts[request.purpose];
      if (!prompt) return await embedder.embed(request, signal);
      return await embedder.embed({ ...request, texts: request.texts.map((text) => prompt + text) }, signal);
    },
    dispose: () => embedder.dispose(),
  };
}

function mark(passagePrompt: string | undefined): string {
  return passagePrompt ? `+${createHash('sha256').update(passagePrompt).digest('hex').slice(0, 8)}` : '';
}
