import { z } from 'zod';

/** What of the Chatbots API the app reads. */

export const share = z.number().min(0).max(1);

const pagination = z.object({ total: z.int(), pages: z.int(), page: z.int(), limit: z.int() });

/** One thing in the envelope of that API. */
export function enveloped<Data extends z.ZodType>(data: Data) {
  return z.object({ data });
}

/** A page of a list in it. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), pagination });
}

export const example = z.object({
  id: z.string(),
  text: z.string(),
  response: z.string().nullable(),
  intent: z.string().nullable(),
});

export const dataset = z.object({
  id: z.string(),
  name: z.string(),
  exampleCount: z.int(),
  responseCount: z.int(),
  intents: z.array(z.object({ name: z.string(), examples: z.int() })),
});

export const datasetWithExamples = dataset.extend({ examples: z.array(example), pagination });
export type DatasetWithExamples = z.infer<typeof datasetWithExamples>;

export const addedExamples = z.object({ added: z.int(), updated: z.int(), duplicates: z.int() });

const summary = z.object({
  accuracy: share.nullable(),
  majorityBaseline: share.nullable(),
  examples: z.int(),
});

const figures = summary.extend({
  heldOutExamples: z.int(),
  intents: z.array(z.object({ name: z.string(), f1: share.nullable(), support: z.int() })),
  confusionMatrix: z.object({ labels: z.array(z.string()), matrix: z.array(z.array(z.int())) }),
  answers: z.int(),
});
export type TrainingFigures = z.infer<typeof figures>;

const sessionState = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress: share,
  error: z.string().nullable(),
  completedAt: z.iso.datetime().nullable(),
});
export const listedSession = sessionState.extend({ metrics: summary.nullable() });
export const session = sessionState.extend({ metrics: figures.nullable() });
export type TrainingSession = z.infer<typeof session>;

export const trait = z.object({ name: z.string(), strength: share });

export const personality = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  traits: z.array(trait),
  tone: z.string(),
  languageStyle: z.string(),
  vocabulary: z.object({ prefer: z.array(z.string()), avoid: z.array(z.string()) }),
  dos: z.array(z.string()),
  donts: z.array(z.string()),
  greeting: z.string(),
  isDefault: z.boolean(),
});
export type Personality = z.infer<typeof personality>;
export type PersonalityDraft = Omit<Personality, 'id' | 'isDefault' | 'languageStyle' | 'greeting'>;

const part = z.object({ start: z.string() });
const totals = z.object({ total: z.int(), uniqueUsers: z.int(), totalSessions: z.int() });

export const messageCounts = totals.extend({ series: z.array(part.extend({ messages: z.int() })) });
export const ratingCounts = z.object({
  ratings: z.int(),
  averageRating: z.number().nullable(),
  series: z.array(part.extend({ averageRating: z.number().nullable(), ratings: z.int() })),
});
export const intentCounts = z.object({
  recognised: z.int(),
  intents: z.array(z.object({ name: z.string(), messages: z.int(), share })),
});
export const answerTimes = z.object({ medianMs: z.number().nullable(), p95Ms: z.number().nullable() });
export const insights = z.object({ insights: z.array(z.object({ kind: z.string(), text: z.string() })) });

/** How a character did over some days. */
export interface Overview {
  messages: z.infer<typeof messageCounts>;
  ratings: z.infer<typeof ratingCounts>;
  intents: z.infer<typeof intentCounts>;
  times: z.infer<typeof answerTimes>;
  insights: z.infer<typeof insights>['insights'];
}

export const learningItem = z.object({
  id: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'applied']),
  source: z.enum(['manual', 'low_rating', 'unanswered']),
  question: z.string(),
  examples: z.array(z.string()),
  occurrences: z.int(),
  proposedAnswer: z.string().nullable(),
});
export type LearningItem = z.infer<typeof learningItem>;

export const generated = z.object({ created: z.int(), updated: z.int(), looked: z.int() });
export const applied = z.object({
  applied: z.array(learningItem),
  effect: z.object({ asked: z.int(), answeredBefore: z.int(), answeredAfter: z.int() }).nullable(),
});
export type Applied = z.infer<typeof applied>;
