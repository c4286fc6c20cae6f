import { runCountingThread } from './domain/analytics/count/run-counting-thread.ts';

/** The program of the thread that counts. */
runCountingThread();
