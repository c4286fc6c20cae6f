import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadDocument } from './passage.ts';
import type { PassageCut } from './passage-measure.ts';
import { readBytes } from './read-bytes.ts';
import { type UnreadableCode, UnreadableDocument } from './unreadable-document.ts';

/** What the thread is given. */
export interface ReaderTask {
  path: string;
  filename: string;
  cut: PassageCut | null;
}

/** What it says while it reads and when it has ended. */
export type ReaderMessage =
  | { type: 'progress'; done: number; total: number }
  | { type: 'read'; document: ReadDocument }
  | { type: 'unreadable'; code: UnreadableCode; message: string }
  /** What is not the document's fault, such as a disk that cannot be read. */
  | { type: 'failed'; code: string | undefined; message: string };

/** So often does it say how far it is. */
const PROGRESS_EVERY_MS = 200;

/** What the thread does: reads the one document that it was started for. */
export async function runReaderThread(): Promise<void> {
  const { path, filename, cut } = workerData as ReaderTask;
  const say = (message: ReaderMessage) => parentPort?.postMessage(message);
  let toldMs = 0;
  const onProgress = (done: number, total: number) => {
    if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = performance.now();
    say({ type: 'progress', done, total });
  };
  try {
    const bytes = new Uint8Array(await readFile(path));
    say({ type: 'read', document: await readBytes(bytes, { filename, onProgress }, cut) });
  } catch (error) {
    if (error instanceof UnreadableDocument) {
      say({ type: 'unreadable', code: error.code, message: error.message });
      return;
    }
    const { code, stack } = error as NodeJS.ErrnoException;
    say({ type: 'failed', code, message: stack ?? String(error) });
  }
}
