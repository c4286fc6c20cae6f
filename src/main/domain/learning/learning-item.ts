export const LEARNING_STATUSES = ['pending', 'approved', 'rejected', 'applied'] as const;
export type LearningStatus = (typeof LEARNING_STATUSES)[number];

/** Where a proposed answer is from. */
export type AnswerSource =
  /** Somebody wrote it. */
  | { kind: 'manual' }
  /** It stands in a document. */
  | { kind: 'knowledge'; documentId: string; filename: string }
  /** It was liked, as the answer to this message. */
  | { kind: 'rated_answer'; messageId: string };

/** Something that a character could learn: a question, and what it should say. */
export interface LearningItem {
  id: string;
  characterId: string;
  /** Only what is `applied` changes answers. */
  status: LearningStatus;
  /** `manual`: somebody wrote it; the others: it was asked, and the answers were rated badly or knew nothing. */
  source: 'manual' | 'low_rating' | 'unanswered';
  question: string;
  /** Ways in which it was asked, or could be. */
  examples: string[];
  /** How many messages asked it. */
  occurrences: number;
  /** Null where nothing is known that could answer it. */
  answer: string | null;
  answerSource: AnswerSource | null;
  createdAtMs: number;
  updatedAtMs: number;
  appliedAtMs: number | null;
}

/** What may become of an item; applying is not a change of its status but something that is done. */
export const NEXT_STATUSES: Readonly<Record<LearningStatus, readonly LearningStatus[]>> = {
  pending: ['pending', 'approved', 'rejected'],
  approved: ['approved', 'pending', 'rejected'],
  rejected: ['rejected', 'pending', 'approved'],
  applied: [],
};
