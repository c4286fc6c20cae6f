import type { Database } from 'better-sqlite3';
import { reviewQuestions } from '../analytics/insights/reviewed-questions.ts';

/** A question whose answer was no good, and that nothing was made of yet. */
export interface MissedQuestion {
  messageId: string;
  content: string;
  reason: 'low_rating' | 'unanswered';
}

/** An answer that was liked. */
export interface PraisedAnswer {
  messageId: string;
  question: string;
  answer: string;
}

export interface Lessons {
  /** How many answered messages were read, the newest. */
  looked: number;
  missed: MissedQuestion[];
  praised: PraisedAnswer[];
}

const LOOKED_AT_MAX = 5_000;
const MISSED_MAX = 1_000;
const PRAISED_MAX = 500;
const BAD_STARS_MAX = 2;
const GOOD_STARS_MIN = 4;

/** What a character could learn from, and from what; the newest first. */
export function findLessons(db: Database, { characterId }: { characterId: string }): Lessons {
  const range = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: LOOKED_AT_MAX };
  const { looked, questions } = reviewQuestions(db, { characterId, ...range });
  const missed = questions.flatMap(({ messageId, content, rating, isUnanswered, isKnown }) => {
    const isBad = rating !== null && rating <= BAD_STARS_MAX;
    // Whoever liked it was answered.
    const isOpen = isUnanswered && (rating === null || rating < GOOD_STARS_MIN);
    if (isKnown || !(isBad || isOpen)) return [];
    return [{ messageId, content, reason: isBad ? ('low_rating' as const) : ('unanswered' as const) }];
  });
  const praised = questions
    .filter(({ rating }) => rating !== null && rating >= GOOD_STARS_MIN)
    .map(({ messageId, content, answer }) => ({ messageId, question: content, answer }));
  return { looked, missed: missed.slice(0, MISSED_MAX), praised: praised.slice(0, PRAISED_MAX) };
}
