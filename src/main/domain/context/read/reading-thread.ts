import { parentPort } from 'node:worker_threads';
import type { ReadLanguage, ReadText } from './mention.ts';
import { readMentions } from './read-mentions.ts';

/** What the thread is asked. */
export interface ReadingTask {
  id: number;
  text: string;
  language: ReadLanguage | null;
  saidAtMs: number;
}

/** What it answers. */
export type ReadingMessage = { id: number; read: ReadText } | { id: number; error: Error };

/** What the thread does: reads one text after another. */
export function runReadingThread(): void {
  parentPort?.on('message', ({ id, text, language, saidAtMs }: ReadingTask) => {
    let answer: ReadingMessage;
    try {
      answer = { id, read: readMentions(text, language, saidAtMs) };
    } catch (error) {
      answer = { id, error: error as Error };
    }
    parentPort?.postMessage(answer);
  });
}
