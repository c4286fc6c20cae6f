import { Worker } from 'node:worker_threads';
import type { ReadDocument } from './passage.ts';
import type { PassageCut } from './passage-measure.ts';
import { READ_LIMITS } from './read-limits.ts';
import type { ReaderMessage, ReaderTask } from './reader-thread.ts';
import { UnreadableDocument } from './unreadable-document.ts';

export interface ReadOptions {
  /** What its sender called it; a hint at what it is. */
  filename: string;
  /** How long its passages are; Tomo decides where nobody did. */
  cut?: PassageCut | null | undefined;
  signal: AbortSignal;
  /** Told how many of a document's pages, or other parts, are read. */
  onProgress?(done: number, total: number): void;
}

/**
 * Reads a document from a file.
 *
 * @throws UnreadableDocument, the file system's error, or the signal's reason
 */
export type ReadFromFile = (path: string, options: ReadOptions) => Promise<ReadDocument>;

/**
 * Reads each document in a thread of its own, which ends with it: whatever a hostile one does to its parser is done to
 * that thread, within its limits of memory and time.
 *
 * @param entry the file that the thread runs; it calls `runReaderThread`
 */
export function documentReader(
  entry: string,
  limits: { silenceMs: number; totalMs: number } = READ_LIMITS,
): ReadFromFile {
  return async (path, { filename, cut, signal, onProgress }) => {
    signal.throwIfAborted();
    const task: ReaderTask = { path, filename, cut: cut ?? null };
    const worker = new Worker(entry, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: READ_LIMITS.heapMegabytes },
      // A parser's chatter is about the document; no log may hold that.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    let silence: NodeJS.Timeout | undefined;
    let total: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    try {
      return await new Promise<ReadDocument>((resolve, reject) => {
        const timedOut = () =>
          reject(new UnreadableDocument('timed_out', 'Reading it took too long, so it was given up'));
        const listen = () => {
          clearTimeout(silence);
          silence = setTimeout(timedOut, limits.silenceMs);
        };
        listen();
        total = setTimeout(timedOut, limits.totalMs);
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        worker.on('message', (message: ReaderMessage) => {
          listen();
          if (message.type === 'progress') onProgress?.(message.done, message.total);
          else if (message.type === 'read') resolve(message.document);
          else reject(failure(message));
        });
        worker.on('error', (error: NodeJS.ErrnoException) => reject(afterDeath(error)));
        worker.on('exit', () => reject(new UnreadableDocument('damaged', 'The document cannot be read')));
      });
    } finally {
      clearTimeout(silence);
      clearTimeout(total);
      if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    }
  };
}

function failure(message: Extract<ReaderMessage, { type: 'unreadable' | 'failed' }>): Error {
  if (message.type === 'unreadable') return new UnreadableDocument(message.code, message.message);
  return Object.assign(new Error(message.message), { code: message.code });
}

function afterDeath(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new UnreadableDocument('too_large', 'The document needs more memory than reading may take');
}
