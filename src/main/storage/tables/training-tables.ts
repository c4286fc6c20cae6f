import type { Generated } from 'kysely';

export interface TrainingTables {
  training_datasets: TrainingDatasetsTable;
  training_examples: TrainingExamplesTable;
  training_sessions: TrainingSessionsTable;
  training_session_datasets: TrainingSessionDatasetsTable;
  trained_parts: TrainedPartsTable;
}

/** Examples that a character is trained with. */
export interface TrainingDatasetsTable {
  id: string;
  character_id: string;
  name: string;
  description: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface TrainingExamplesTable {
  /** Also its id in the search index. */
  position: Generated<number>;
  id: string;
  dataset_id: string;
  text: string;
  /** What tells two texts apart, whatever their capitals and signs; one example of a dataset has it. */
  text_key: string;
  /** What should be answered; null where only the intent is known. */
  response: string | null;
  intent: string | null;
  /** Whether it can be found. */
  indexed: Generated<0 | 1>;
  created_at_ms: number;
}

export interface TrainingSessionsTable {
  id: string;
  character_id: string;
  /** Who started it. */
  user_id: string;
  status: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  parameters_json: string;
  /** Null until it is completed. */
  metrics_json: string | null;
  error: string | null;
  /** The embeddings that it learned with; null before that. */
  embedding_model: string | null;
  created_at_ms: number;
  started_at_ms: number | null;
  ended_at_ms: number | null;
}

/** What a session learns from. */
export interface TrainingSessionDatasetsTable {
  session_id: string;
  dataset_id: string;
}

/** What a session learned, in pieces that are written one at a time. */
export interface TrainedPartsTable {
  session_id: string;
  /** From 0. */
  part: number;
  bytes: Uint8Array;
}
