import { runReaderThread } from './domain/knowledge/read/reader-thread.ts';

/** The program of the threads that read documents. */
await runReaderThread();
