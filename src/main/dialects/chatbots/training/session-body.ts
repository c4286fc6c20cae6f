import { z } from 'zod';
import type { TrainingMetrics, TrainingSession } from '../../../domain/training/training-session.ts';

const SEED_MAX = 2 ** 32 - 1;
const EPOCHS_MAX = 1_000;

export const sessionDraft = z
  .object({
    datasetId: z.string().optional(),
    datasetIds: z.array(z.string()).min(1).max(100).optional().describe('Learn from several'),
    parameters: z
      .object({
        seed: z.int().min(0).max(SEED_MAX).optional().describe('The same seed learns the same'),
        epochs: z.int().min(1).max(EPOCHS_MAX).optional().describe('How often weights are improved at most'),
        regularization: z
          .number()
          .positive()
          .max(10)
          .optional()
          .describe('How much large weights count against themselves; found by trying where it is left out'),
      })
      .nullish(),
  })
  .nullish();

const share = z.number().min(0).max(1).nullable();
const metricsSummary = z.object({
  accuracy: share.describe('On examples that were held back, as all that follow'),
  loss: z.number().nullable(),
  macroF1: share,
  majorityBaseline: share.describe('The accuracy of always guessing the most frequent intent'),
  f1PerIntent: z.record(z.string(), z.number().nullable()),
  examples: z.int(),
  labelledExamples: z.int(),
  answers: z.int().describe('Examples with an answer'),
  durationMs: z.int(),
});

const metrics = metricsSummary.extend({
  measuredBy: z.enum(['held_out', 'cross_validation']).nullable(),
  heldOutExamples: z.int(),
  intents: z.array(
    z.object({ name: z.string(), precision: share, recall: share, f1: share, support: z.int() }),
  ),
  confusionMatrix: z
    .object({ labels: z.array(z.string()), matrix: z.array(z.array(z.int())) })
    .describe('A row for each intent that was right, in it a number for each that was guessed'),
  lossCurve: z.array(z.object({ epoch: z.int(), loss: z.number(), heldOutLoss: z.number() })),
  calibrationError: share.describe('How far confidence and correctness are apart'),
  calibrationErrorBefore: share,
  temperature: z.number().nullable(),
  unknownThreshold: share.describe('Less sure than this, a message is `unknown`'),
  recognised: share.describe('The share of held-back examples that are recognised surely enough'),
  accuracyOfRecognised: share,
  trainingLoss: z.number().nullable(),
  epochs: z.int(),
  converged: z.boolean(),
  regularization: z.number().nullable(),
  embeddingModel: z.string().nullable(),
});

const common = z.object({
  id: z.string(),
  chatbotId: z.string(),
  datasetId: z.string().nullable(),
  datasetIds: z.array(z.string()),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number().min(0).max(1),
  phase: z.enum(['waiting', 'embedding', 'learning', 'indexing', 'done']),
  epoch: z.int().nullable(),
  loss: z.number().nullable(),
  parameters: z.object({
    seed: z.int().optional(),
    epochs: z.int().optional(),
    regularization: z.number().optional(),
  }),
  error: z.string().nullable().describe('Why it failed or was cancelled'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  completedAt: z.iso.datetime().nullable(),
});
export const listedSession = common.extend({ metrics: metricsSummary.nullable() });
export const session = common.extend({ metrics: metrics.nullable() });

/** With all that was measured; what a list has no room for is left out where it is written. */
export function toSessionBody(one: TrainingSession): z.infer<typeof session> {
  const { regularisation, ...parameters } = one.parameters;
  return {
    id: one.id,
    chatbotId: one.characterId,
    datasetId: one.datasetIds[0] ?? null,
    datasetIds: one.datasetIds,
    status: one.status,
    progress: one.progress.share,
    phase: one.progress.phase,
    epoch: one.progress.epoch,
    loss: one.progress.loss,
    parameters: { ...parameters, ...(regularisation !== undefined && { regularization: regularisation }) },
    metrics: one.metrics && toMetricsBody(one.metrics),
    error: one.error,
    createdAt: toIso(one.createdAtMs),
    startedAt: one.startedAtMs === null ? null : toIso(one.startedAtMs),
    completedAt: one.endedAtMs === null ? null : toIso(one.endedAtMs),
  };
}

function toMetricsBody({
  figures,
  examples,
  labelled,
  answers,
  embeddingModel,
  durationMs,
}: TrainingMetrics) {
  const intents = figures?.intents ?? [];
  return {
    accuracy: figures?.accuracy ?? null,
    loss: figures?.loss ?? null,
    macroF1: figures?.macroF1 ?? null,
    majorityBaseline: figures?.majorityAccuracy ?? null,
    f1PerIntent: Object.fromEntries(intents.map(({ name, f1 }) => [name, f1])),
    examples,
    labelledExamples: labelled,
    answers,
    durationMs,
    measuredBy: figures?.measuredBy ?? null,
    heldOutExamples: figures?.heldOut ?? 0,
    intents,
    confusionMatrix: { labels: intents.map(({ name }) => name), matrix: figures?.confusion ?? [] },
    lossCurve: figures?.lossCurve ?? [],
    calibrationError: figures?.calibrationError ?? null,
    calibrationErrorBefore: figures?.calibrationErrorBefore ?? null,
    temperature: figures?.temperature ?? null,
    unknownThreshold: figures?.threshold ?? null,
    recognised: figures?.recognised ?? null,
    accuracyOfRecognised: figures?.accuracyOfRecognised ?? null,
    trainingLoss: figures?.trainingLoss ?? null,
    epochs: figures?.epochs ?? 0,
    converged: figures?.converged ?? true,
    regularization: figures?.regularisation ?? null,
    embeddingModel,
  };
}

function toIso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
