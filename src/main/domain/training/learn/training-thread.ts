import { parentPort, workerData } from 'node:worker_threads';
import { learnIntents } from './learn-intents.ts';
import { textPieces } from './text-pieces.ts';
import type { LearnedIntents } from './training-figures.ts';
import type { LabelledText } from './tune.ts';

/** What the thread is given at its start. */
export interface TrainingTask {
  intents: readonly string[];
  seed: number;
  epochsMax: number;
  regularisation?: number | undefined;
}

/** What it is told: some examples at a time, then that these were all. */
export type ToTrainingThread =
  | {
      type: 'examples';
      texts: readonly string[];
      /** The intent of each, from 0. */
      labels: readonly number[];
      /** The embeddings of all these texts, one after another. */
      vectors: Float32Array;
    }
  | { type: 'learn' };

/** What it says while it learns, and when it has ended. */
export type FromTrainingThread =
  | { type: 'progress'; share: number; epoch: number; loss: number }
  | ({ type: 'learned' } & LearnedIntents)
  | { type: 'failed'; message: string };

/** So often does it say how far it is. */
const PROGRESS_EVERY_MS = 100;

/** What the thread does: learns one character's intents. */
export function runTrainingThread(): void {
  const { intents, ...options } = workerData as TrainingTask;
  const say = (message: FromTrainingThread, moved: ArrayBuffer[] = []) =>
    parentPort?.postMessage(message, moved);
  const texts: LabelledText[] = [];
  let dimensions = 0;
  let toldMs = 0;
  parentPort?.on('message', (message: ToTrainingThread) => {
    try {
      if (message.type === 'examples') {
        dimensions = message.vectors.length / message.texts.length;
        texts.push(...labelled(message, dimensions));
        return;
      }
      const learned = learnIntents(texts, intents, { ...options, dimensions }, (progress) => {
        if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
        toldMs = performance.now();
        say({ type: 'progress', ...progress });
      });
      say({ type: 'learned', ...learned }, [learned.classifier.buffer as ArrayBuffer]);
    } catch (error) {
      say({ type: 'failed', message: (error as Error).stack ?? String(error) });
    }
  });
}

function labelled(
  { texts, labels, vectors }: Extract<ToTrainingThread, { type: 'examples' }>,
  dimensions: number,
): LabelledText[] {
  return texts.map((text, at) => ({
    pieces: textPieces(text),
    vector: vectors.subarray(at * dimensions, (at + 1) * dimensions),
    label: labels[at] as number,
  }));
}
