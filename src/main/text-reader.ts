import { runReadingThread } from './domain/context/read/reading-thread.ts';

/** The program of the thread that reads messages for people, places and things. */
runReadingThread();
