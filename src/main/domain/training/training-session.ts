import type { Selectable } from 'kysely';
import type { TrainingSessionsTable } from '../../storage/schema.ts';
import type { TrainingFigures } from './learn/training-figures.ts';

/** How a session is to learn; what is left out is found by trying, or Tomo's default. */
export interface TrainingParameters {
  /** The same seed with the same examples learns the same. */
  seed?: number | undefined;
  /** How often the weights are improved at most. */
  epochs?: number | undefined;
  /** How much the size of the weights counts against them. */
  regularisation?: number | undefined;
}

/** What a session learned. */
export interface TrainingMetrics {
  /** Examples of all its datasets, each text once. */
  examples: number;
  /** Those with an intent. */
  labelled: number;
  /** Those with an answer, which are shown to the model where they fit. */
  answers: number;
  embeddingModel: string | null;
  /** Null where no example has an intent: then only the answers were learned. */
  figures: TrainingFigures | null;
  durationMs: number;
}

export type TrainingStatus = TrainingSessionsTable['status'];

/** How far a session is. */
export interface TrainingProgress {
  phase: 'waiting' | 'embedding' | 'learning' | 'indexing' | 'done';
  /** 0 to 1. */
  share: number;
  /** Of the fit that runs now; null while none does. */
  epoch: number | null;
  loss: number | null;
}

export interface TrainingSession {
  id: string;
  characterId: string;
  userId: string;
  datasetIds: string[];
  status: TrainingStatus;
  parameters: TrainingParameters;
  progress: TrainingProgress;
  /** Null until it is completed. */
  metrics: TrainingMetrics | null;
  /** Why it failed or was cancelled, in words. */
  error: string | null;
  createdAtMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
}

export const NOT_BEGUN: TrainingProgress = { phase: 'waiting', share: 0, epoch: null, loss: null };

/** @param running how far it is, if it runs now */
export function toSession(
  row: Selectable<TrainingSessionsTable>,
  datasetIds: string[],
  running: TrainingProgress | undefined,
): TrainingSession {
  const metrics = row.metrics_json === null ? null : (JSON.parse(row.metrics_json) as TrainingMetrics);
  const { figures } = metrics ?? {};
  const done: TrainingProgress = {
    phase: 'done',
    share: row.status === 'completed' ? 1 : 0,
    epoch: figures?.epochs ?? null,
    loss: figures?.trainingLoss ?? null,
  };
  return {
    id: row.id,
    characterId: row.character_id,
    userId: row.user_id,
    datasetIds,
    status: row.status,
    parameters: JSON.parse(row.parameters_json) as TrainingParameters,
    progress: running ?? (row.ended_at_ms === null ? NOT_BEGUN : done),
    metrics,
    error: row.error,
    createdAtMs: Number(row.created_at_ms),
    startedAtMs: row.started_at_ms === null ? null : Number(row.started_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
  };
}
