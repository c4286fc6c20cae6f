import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { DomainError } from '../../domain-error.ts';
import {
  COUNTING_CALLS,
  type CountingThreadData,
  type FromCountingThread,
  type ToCountingThread,
} from './counting-calls.ts';

/** Longer than any transaction of the server takes. */
const BUSY_TIMEOUT_MS = 10_000;
/** A minus sign makes it KiB. */
const CACHE_SIZE = -32_000;

/** What the thread that counts does: answers its parent's calls in their order, and only reads. */
export function runCountingThread(): void {
  if (parentPort === null) throw new Error('Counting runs in a thread of the server.');
  const port: MessagePort = parentPort;
  const { databaseFile } = workerData as CountingThreadData;
  const db = new BetterSqlite3(databaseFile, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma(`cache_size = ${CACHE_SIZE}`);
  port.on('message', (message: ToCountingThread) => port.postMessage(answer(db, message)));
}

function answer(db: Database, { id, method, request }: ToCountingThread): FromCountingThread {
  try {
    // Which request goes with which method is known where the call is made.
    const call = COUNTING_CALLS[method] as (db: Database, request: unknown) => unknown;
    return { id, value: db.transaction(() => call(db, request))() };
  } catch (error) {
    if (!(error instanceof DomainError)) return { id, error: error as Error };
    const { code, message, details } = error;
    return { id, refused: { code, message, details } };
  }
}
