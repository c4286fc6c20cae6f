import { runSearchThread } from './storage/search/run-search-thread.ts';

runSearchThread();
