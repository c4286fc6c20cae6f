import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { IndexCore } from './index-core.ts';
import type { FromThread, SearchThreadData, ToThread } from './search-protocol.ts';
import { WriteSteps } from './write-steps.ts';

/** Longer than any transaction of the server takes. */
const BUSY_TIMEOUT_MS = 10_000;
/** A minus sign makes it KiB. */
const CACHE_SIZE = -32_000;

/** What the thread of the search indexes does: answers its parent's calls, until it is told to close. */
export function runSearchThread(): void {
  if (parentPort === null) throw new Error('The search runs in a thread of the server.');
  const port: MessagePort = parentPort;
  const say = (message: FromThread) => port.postMessage(message);

  const db = new BetterSqlite3((workerData as SearchThreadData).databaseFile, {
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
  });
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  db.pragma(`cache_size = ${CACHE_SIZE}`);
  sqliteVec.load(db);

  let permitted = () => {};
  const permission = () =>
    new Promise<void>((resolve) => {
      permitted = resolve;
      say({ type: 'may-write' });
    });
  const write = new WriteSteps(db, permission);
  const indexes = {
    passages: new IndexCore(db, 'passages', write),
    memories: new IndexCore(db, 'memories', write),
    examples: new IndexCore(db, 'examples', write),
  };
  const cancelled = new Set<number>();

  const answer = async ({ id, index, method, params }: ToThread & { type: 'call' }) => {
    // A cancellation that is already waiting is read first.
    await new Promise(setImmediate);
    if (cancelled.delete(id)) return;
    try {
      // Which parameters go with which method is known where the call is made.
      const call = indexes[index][method].bind(indexes[index]) as (...params: unknown[]) => Promise<unknown>;
      say({ type: 'result', id, value: await call(...params) });
    } catch (error) {
      const { code } = error as { code?: string };
      say({ type: 'error', id, error: error as Error, code });
    } finally {
      cancelled.delete(id);
    }
  };

  // What the last run began to remove.
  for (const index of Object.values(indexes)) void index.dropOld().catch(() => {});
  port.on('message', (message: ToThread) => {
    if (message.type === 'call') void answer(message);
    else if (message.type === 'cancel') cancelled.add(message.id);
    else if (message.type === 'permission') permitted();
    else {
      db.close();
      port.close();
    }
  });
}
