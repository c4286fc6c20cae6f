import { Worker, workerData } from 'node:worker_threads';

const THREAD = 'parent-watch';
const LOOK_EVERY_MS = 1_000;

/**
 * Ends this process soon after the one that forked it, however that ended. The closed line to the parent says so too,
 * but nobody hears it while native code or a model's template keeps the main thread busy; a thread of its own does.
 *
 * @param entry the file that the thread runs; it calls `watchParent` where `isParentWatch` says so
 */
export function startParentWatch(entry: string): void {
  new Worker(entry, { workerData: { thread: THREAD, parentPid: process.ppid } }).unref();
}

/** Whether this thread was started by `startParentWatch`. */
export function isParentWatch(): boolean {
  return (workerData as { thread?: unknown } | null)?.thread === THREAD;
}

/** What the thread does. */
export function watchParent(): void {
  const { parentPid } = workerData as { parentPid: number };
  setInterval(() => {
    if (!isAlive(parentPid)) process.kill(process.pid, 'SIGKILL');
  }, LOOK_EVERY_MS);
}

/** An orphan gets another parent, except on Windows, where only asking for the process tells. */
function isAlive(parentPid: number): boolean {
  if (process.ppid !== parentPid) return false;
  try {
    return process.kill(parentPid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
