import { runTrainingThread } from './domain/training/learn/training-thread.ts';

/** The program of the threads that train. */
runTrainingThread();
