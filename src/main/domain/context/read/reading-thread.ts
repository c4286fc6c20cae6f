import { parentPort } from 'node:worker_threads';
import type { Resolution } from '../references/reference.ts';
import { type ResolveRequest, resolveReferences } from '../references/resolve-references.ts';
import type { ReadLanguage, ReadText } from './mention.ts';
import { readMentions } from './read-mentions.ts';

/** What the thread can be asked. */
export interface ReadingCalls {
  read(request: { text: string; language: ReadLanguage | null; saidAtMs: number }): ReadText;
  resolve(request: ResolveRequest): Resolution[];
}

export type ReadingMethod = keyof ReadingCalls;

export interface ReadingTask {
  id: number;
  method: ReadingMethod;
  request: Parameters<ReadingCalls[ReadingMethod]>[0];
}

/** What it answers. */
export type ReadingMessage = { id: number; result: unknown } | { id: number; error: Error };

const CALLS: ReadingCalls = {
  read: ({ text, language, saidAtMs }) => readMentions(text, language, saidAtMs),
  resolve: resolveReferences,
};

/** What the thread does: one task after another. */
export function runReadingThread(): void {
  parentPort?.on('message', ({ id, method, request }: ReadingTask) => {
    let answer: ReadingMessage;
    try {
      answer = { id, result: CALLS[method](request as never) };
    } catch (error) {
      answer = { id, error: error as Error };
    }
    parentPort?.postMessage(answer);
  });
}
