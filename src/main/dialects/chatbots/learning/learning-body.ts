import { z } from 'zod';
import { LEARNING_STATUSES, type LearningItem } from '../../../domain/learning/learning-item.ts';

const QUESTION_MAX = 2_000;
const ANSWER_MAX = 8_000;
const EXAMPLES_MAX = 10;

export const questionText = z.string().trim().min(1).max(QUESTION_MAX);
export const answerText = z.string().trim().min(1).max(ANSWER_MAX);
const timestamp = z.iso.datetime();
const NOTHING_KNOWN = 'Nothing that is known answers this: give an answer when you approve it';

export const newItem = z.object({
  question: questionText,
  answer: answerText.nullish().describe('What should be said'),
  proposedAnswer: answerText.nullish().describe('The same, as items show it'),
  examples: z.array(questionText).max(EXAMPLES_MAX).optional().describe('Other ways to ask it'),
});

export const decision = z.object({
  status: z.enum(LEARNING_STATUSES),
  answer: answerText.optional().describe('Instead of the one that was proposed'),
  proposedAnswer: answerText.optional().describe('The same'),
  question: questionText.optional(),
});

export const learningItem = z.object({
  id: z.string(),
  chatbotId: z.string(),
  status: z.enum(LEARNING_STATUSES).describe('Only what is applied changes answers'),
  source: z.enum(['manual', 'low_rating', 'unanswered']),
  question: z.string(),
  examples: z.array(z.string()),
  occurrences: z.int().describe('How many messages asked it'),
  proposedAnswer: z.string().nullable(),
  answerFrom: z
    .union([
      z.object({ kind: z.literal('manual') }),
      z.object({ kind: z.literal('knowledge'), documentId: z.string(), filename: z.string() }),
      z.object({ kind: z.literal('rated_answer'), messageId: z.string() }),
    ])
    .nullable(),
  note: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  appliedAt: timestamp.nullable(),
});

export function toLearningBody(item: LearningItem): z.infer<typeof learningItem> {
  const { id, characterId, status, source, question, examples, occurrences, answer, answerSource } = item;
  return {
    ...{ id, chatbotId: characterId, status, source, question, examples, occurrences },
    proposedAnswer: answer,
    answerFrom: answerSource,
    note: answer === null ? NOTHING_KNOWN : null,
    createdAt: new Date(item.createdAtMs).toISOString(),
    updatedAt: new Date(item.updatedAtMs).toISOString(),
    appliedAt: item.appliedAtMs === null ? null : new Date(item.appliedAtMs).toISOString(),
  };
}
