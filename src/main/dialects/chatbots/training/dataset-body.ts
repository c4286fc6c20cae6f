import { z } from 'zod';
import {
  EXAMPLES_MAX,
  INTENT_CHARS_MAX,
  RESPONSE_CHARS_MAX,
  TEXT_CHARS_MAX,
} from '../../../domain/training/check-example.ts';
import type { TrainingDataset, TrainingExample } from '../../../domain/training/training-dataset.ts';

const PAGE_MAX = 1_000;

export const exampleDraft = z.object({
  text: z.string().max(TEXT_CHARS_MAX).describe('What somebody may say'),
  response: z.string().max(RESPONSE_CHARS_MAX).nullish().describe('What should be answered'),
  intent: z.string().max(INTENT_CHARS_MAX).nullish().describe('What somebody wants who says it'),
});

const examples = z.array(exampleDraft).max(EXAMPLES_MAX);

export const datasetDraft = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).optional(),
  examples: examples.optional(),
});

export const datasetChanges = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(2_000).optional(),
});

/** One example, a list of them, or `{"examples": […]}`. */
export const newExamples = z.preprocess(
  (body) => {
    if (Array.isArray(body)) return { examples: body };
    return body !== null && typeof body === 'object' && !('examples' in body) ? { examples: [body] } : body;
  },
  z.object({ examples: examples.min(1) }),
);

export const examplesQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Of the examples'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100).describe('Examples on a page'),
  intent: z.string().max(INTENT_CHARS_MAX).optional().describe('Only examples of this intent'),
});

export const example = z.object({
  id: z.string(),
  text: z.string(),
  response: z.string().nullable(),
  intent: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

export const dataset = z.object({
  id: z.string(),
  chatbotId: z.string(),
  name: z.string(),
  description: z.string(),
  exampleCount: z.int(),
  responseCount: z.int().describe('Examples with an answer'),
  intents: z.array(z.object({ name: z.string(), examples: z.int() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const datasetDetail = dataset.extend({
  examples: z.array(example),
  pagination: z.object({ total: z.int(), pages: z.int(), page: z.int(), limit: z.int() }),
});

export const addedExamples = z.object({
  added: z.int(),
  updated: z.int().describe('Were there with another answer or intent, which was replaced'),
  duplicates: z.int().describe('Were there already, or came twice'),
  exampleCount: z.int().describe('How many the dataset has now'),
  examples: z.array(example),
});

export function toExampleBody({ id, text, response, intent, createdAtMs }: TrainingExample) {
  return { id, text, response, intent, createdAt: new Date(createdAtMs).toISOString() };
}

export function toDatasetBody({ characterId, createdAtMs, updatedAtMs, ...same }: TrainingDataset) {
  return {
    ...same,
    chatbotId: characterId,
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
  };
}
