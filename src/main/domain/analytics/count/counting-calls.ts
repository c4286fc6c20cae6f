import type { Database } from 'better-sqlite3';
import { findLessons } from '../../learning/find-lessons.ts';
import { type GroupRequest, groupQuestions } from '../../learning/group-questions.ts';
import { findInsights } from '../insights/find-insights.ts';
import {
  analyseAnswerTimes,
  analyseIntents,
  analyseMessages,
  analyseRatings,
  analyseSessions,
  analyseUsers,
} from './analyses.ts';

/** What the thread that counts does, by name. Each reads the database as it is at one moment. */
export const COUNTING_CALLS = {
  messages: analyseMessages,
  users: analyseUsers,
  sessions: analyseSessions,
  intents: analyseIntents,
  ratings: analyseRatings,
  answerTimes: analyseAnswerTimes,
  insights: findInsights,
  lessons: findLessons,
  group: (_db: Database, request: GroupRequest) => groupQuestions(request),
};

export type CountingCalls = typeof COUNTING_CALLS;
export type CountingMethod = keyof CountingCalls;
export type CountingRequest<Method extends CountingMethod> = Parameters<CountingCalls[Method]>[1];
export type CountingResult<Method extends CountingMethod> = ReturnType<CountingCalls[Method]>;

export interface ToCountingThread {
  id: number;
  method: CountingMethod;
  request: unknown;
}

export type FromCountingThread =
  | { id: number; value: unknown }
  /** What the domain refuses, taken apart: an error leaves its own fields behind on its way. */
  | { id: number; refused: { code: string; message: string; details: Record<string, unknown> } }
  | { id: number; error: Error };

export interface CountingThreadData {
  databaseFile: string;
}
