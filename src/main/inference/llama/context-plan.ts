import { availableParallelism } from 'node:os';
import type { LlamaContextOptions, LlamaModel } from 'node-llama-cpp';

/** Longer contexts take memory that a desktop needs for other things. */
const LARGEST_CONTEXT_TOKENS = 8192;
const SMALLEST_CONTEXT_TOKENS = 512;
const MOST_SEQUENCES = 4;
/** What the evaluated prompts of all conversations together may take. */
const CACHE_BUDGET_BYTES = 2 * 1024 ** 3;
/** Below this a second thread costs more at every layer's barrier than it saves. */
const ONE_THREAD_PARAMETERS = 60e6;

/** How large a context to open for a model, how many conversations to keep in it, and on how many threads to run it. */
export function contextPlan(model: LlamaModel): LlamaContextOptions {
  const tokens = Math.min(model.trainContextSize, LARGEST_CONTEXT_TOKENS);
  const bytesPerSequence = model.fileInsights.estimateContextResourceRequirements({
    contextSize: tokens,
    sequences: 1,
    modelGpuLayers: model.gpuLayers,
    batchSize: 512,
  });
  const bytes = bytesPerSequence.cpuRam + bytesPerSequence.gpuVram;
  const sequences = Math.max(
    1,
    Math.min(MOST_SEQUENCES, Math.floor(CACHE_BUDGET_BYTES / Math.max(1, bytes))),
  );
  const small = (model.fileInsights.totalParameters ?? Number.POSITIVE_INFINITY) < ONE_THREAD_PARAMETERS;
  return {
    sequences,
    contextSize: { min: Math.min(tokens, SMALLEST_CONTEXT_TOKENS), max: tokens },
    threads: small ? 1 : availableParallelism(),
  };
}
