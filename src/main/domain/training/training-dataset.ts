import type { Selectable } from 'kysely';
import type { TrainingDatasetsTable, TrainingExamplesTable } from '../../storage/schema.ts';

/** Examples of how people talk to a character, what they want, and what should be answered. */
export interface TrainingDataset {
  id: string;
  characterId: string;
  name: string;
  description: string;
  createdAtMs: number;
  updatedAtMs: number;
  exampleCount: number;
  /** How many of the examples have an answer. */
  responseCount: number;
  /** How many examples each intent has, the most frequent first. */
  intents: { name: string; examples: number }[];
}

export interface TrainingExample {
  id: string;
  datasetId: string;
  text: string;
  /** What should be answered. */
  response: string | null;
  intent: string | null;
  createdAtMs: number;
}

/** An example as it comes. It needs an intent, a response, or both. */
export interface ExampleDraft {
  text: string;
  response?: string | null | undefined;
  intent?: string | null | undefined;
}

/** What became of examples that came. */
export interface AddedExamples {
  /** In the order in which they came, those that were there already too. */
  examples: TrainingExample[];
  added: number;
  /** Were there with another answer or intent, which the new ones take the place of. */
  updated: number;
  /** Were there already, or came twice. */
  duplicates: number;
}

export function toDataset(
  row: Selectable<TrainingDatasetsTable>,
  counts: Pick<TrainingDataset, 'exampleCount' | 'responseCount' | 'intents'>,
): TrainingDataset {
  return {
    id: row.id,
    characterId: row.character_id,
    name: row.name,
    description: row.description,
    createdAtMs: Number(row.created_at_ms),
    updatedAtMs: Number(row.updated_at_ms),
    ...counts,
  };
}

export function toExample(
  row: Omit<Selectable<TrainingExamplesTable>, 'position' | 'indexed' | 'text_key'>,
): TrainingExample {
  return {
    id: row.id,
    datasetId: row.dataset_id,
    text: row.text,
    response: row.response,
    intent: row.intent,
    createdAtMs: Number(row.created_at_ms),
  };
}
