import type { Embedder } from '../embeddings.ts';
import type { EmbedderRef } from '../engine/engine-protocol.ts';
import { EngineThread, serveThread } from '../engine/engine-thread.ts';
import type { LoadQueue } from '../engine/load-queue.ts';
import { ModelShelf } from '../engine/model-shelf.ts';

/**
 * ONNX models, all in one thread: what runs them does not let go of its thread before a text is done. The thread
 * ends with the last of them, which gives back all of their memory.
 *
 * @param entry the file that the thread runs; it calls `runOnnxThread`
 * @returns what loads a model there
 */
export function openOnnxThread(entry: string, loading: LoadQueue): (ref: EmbedderRef) => Promise<Embedder> {
  const thread = new EngineThread(
    entry,
    'onnx',
    'The embedding model stopped unexpectedly. It starts again when it is needed.',
  );
  /** With those that are being loaded. */
  let models = 0;
  const leave = async () => {
    models -= 1;
    if (models === 0) await thread.end();
  };
  return async (embedder) => {
    models += 1;
    const asked = loading.run(embedder.path, () => thread.call('embedder.info', { embedder }));
    const info = await asked.catch(async (error: unknown) => {
      await leave();
      throw error;
    });
    return {
      info: async () => info,
      embed: (request, signal) => thread.call('embedder.embed', { embedder, request }, signal),
      dispose: async () => {
        if (models > 1) await thread.call('embedder.release', { embedder }).catch(() => {});
        await leave();
      },
    };
  };
}

/** What the thread does: answers its parent's calls. The library is imported here, and nowhere else. */
export async function runOnnxThread(): Promise<void> {
  const { OnnxEmbedder } = await import('./onnx-embedder.ts');
  const models = new ModelShelf(({ path }: EmbedderRef) => OnnxEmbedder.load(path));
  serveThread({
    'embedder.info': async ({ embedder }) => (await models.get(embedder)).info(),
    'embedder.embed': async ({ embedder, request }, signal) =>
      (await models.get(embedder)).embed(request, signal),
    'embedder.release': async ({ embedder }) => {
      await models.release(embedder);
      return null;
    },
  });
}
