import { Worker } from 'node:worker_threads';
import type { LearnedIntents } from './learn/training-figures.ts';
import type { FromTrainingThread, ToTrainingThread, TrainingTask } from './learn/training-thread.ts';

/** Examples whose embeddings were made. */
export interface EmbeddedExamples {
  texts: readonly string[];
  labels: readonly number[];
  vectors: readonly Float32Array[];
}

export interface ThreadTraining {
  task: TrainingTask;
  /** What is learned from, some at a time; taken when the thread has room. */
  examples: AsyncIterable<EmbeddedExamples>;
  onProgress(progress: { share: number; epoch: number; loss: number }): void;
}

/** A training that takes longer is given up. */
const TRAINING_MS_MAX = 60 * 60_000;
/** What the thread may have of JavaScript's own memory; the vectors are bounded by how many examples there may be. */
const HEAP_MEGABYTES = 2_048;

/** @throws TrainingFailure, or the signal's reason */
export type TrainInThread = (training: ThreadTraining, signal: AbortSignal) => Promise<LearnedIntents>;

/** Why nothing was learned, in words for whoever started it. */
export class TrainingFailure extends Error {
  override readonly name = 'TrainingFailure';
}

/**
 * Each training has a thread of its own, which ends with it.
 *
 * @param entry the file that the thread runs; it calls `runTrainingThread`
 */
export function trainingThread(entry: string): TrainInThread {
  return async ({ task, examples, onProgress }, signal) => {
    signal.throwIfAborted();
    const worker = new Worker(entry, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const { promise, resolve, reject } = Promise.withResolvers<LearnedIntents>();
    // It is awaited after the examples are there; that it may fail before that is no surprise.
    promise.catch(() => {});
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(
      () =>
        reject(
          new TrainingFailure('It took more than an hour, so it was given up: train with fewer examples'),
        ),
      TRAINING_MS_MAX,
    );
    worker.on('message', (message: FromTrainingThread) => {
      if (message.type === 'progress') onProgress(message);
      else if (message.type === 'learned') resolve(message);
      else reject(new Error(message.message));
    });
    worker.on('error', (error) => reject(afterDeath(error as NodeJS.ErrnoException)));
    worker.on('exit', () => reject(new Error('The training thread ended too early.')));
    try {
      for await (const batch of examples) {
        const { texts, labels } = batch;
        const vectors = joined(batch.vectors);
        const message: ToTrainingThread = { type: 'examples', texts, labels, vectors };
        worker.postMessage(message, [vectors.buffer as ArrayBuffer]);
      }
      worker.postMessage({ type: 'learn' } satisfies ToTrainingThread);
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    }
  };
}

function joined(vectors: readonly Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0;
  const all = new Float32Array(size * vectors.length);
  vectors.forEach((vector, at) => {
    all.set(vector, at * size);
  });
  return all;
}

function afterDeath(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new TrainingFailure('It needs more memory than training may take: train with fewer examples');
}
