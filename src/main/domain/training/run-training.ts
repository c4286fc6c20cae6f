import type { Kysely, Selectable } from 'kysely';
import type { Schema, TrainingSessionsTable } from '../../storage/schema.ts';
import type { ChosenEmbeddings } from '../embeddings/chosen-embeddings.ts';
import type { ExampleIndex } from './example-index.ts';
import { type EmbeddedExamples, type TrainInThread, TrainingFailure } from './train-in-thread.ts';
import type { TrainedModels } from './trained-models.ts';
import { readMaterial, refuseTooLittle, type TrainingMaterial } from './training-material.ts';
import type { TrainingMetrics, TrainingParameters, TrainingProgress } from './training-session.ts';

export interface RunDependencies {
  db: Kysely<Schema>;
  embeddings: Pick<ChosenEmbeddings, 'inBackground'>;
  index: ExampleIndex;
  models: TrainedModels;
  train: TrainInThread;
}

const EMBEDDED_AT_ONCE = 32;
const SEED = 1;
const EPOCHS_MAX = 200;
/** Where the phases end, as shares of the whole. */
const EMBEDDED = 0.2;
const LEARNED = 0.95;

/**
 * Trains: embeddings of all examples, learning in a thread, the answers into the index. What was learned is stored;
 * it is used when the session is completed.
 *
 * @throws TrainingFailure or DomainError in words for whoever started it, EngineError, or the signal's reason
 */
export async function runTraining(
  deps: RunDependencies,
  session: Selectable<TrainingSessionsTable>,
  onProgress: (progress: TrainingProgress) => void,
  signal: AbortSignal,
): Promise<TrainingMetrics> {
  const startMs = performance.now();
  const { db, index, models, train } = deps;
  const { seed, epochs, regularisation } = JSON.parse(session.parameters_json) as TrainingParameters;
  const rows = await db
    .selectFrom('training_session_datasets')
    .select('dataset_id')
    .where('session_id', '=', session.id)
    .execute();
  const datasetIds = rows.map(({ dataset_id }) => dataset_id);
  const material = await readMaterial(db, datasetIds);
  refuseTooLittle(material);
  let embeddingModel: string | null = null;
  let figures: TrainingMetrics['figures'] = null;
  if (material.intents.length > 0) {
    const embedded = embed(deps, material, onProgress, signal, (id) => {
      if (embeddingModel !== null && embeddingModel !== id) throw new EmbeddingsChanged();
      embeddingModel = id;
    });
    const task = {
      intents: material.intents,
      seed: seed ?? SEED,
      epochsMax: epochs ?? EPOCHS_MAX,
      regularisation,
    };
    const onLearn = ({ share, epoch, loss }: { share: number; epoch: number; loss: number }) =>
      onProgress({ phase: 'learning', share: EMBEDDED + share * (LEARNED - EMBEDDED), epoch, loss });
    const learned = await train({ task, examples: embedded, onProgress: onLearn }, signal);
    figures = learned.figures;
    await models.keep(session.id, learned.classifier);
  }
  onProgress({
    phase: 'indexing',
    share: LEARNED,
    epoch: figures?.epochs ?? null,
    loss: figures?.trainingLoss ?? null,
  });
  await index.catchUp(datasetIds, signal);
  return {
    examples: material.examples,
    labelled: material.labelled.length,
    answers: material.answers,
    embeddingModel,
    figures,
    durationMs: Math.round(performance.now() - startMs),
  };
}

/** Another embedding model was chosen meanwhile: the training has to begin again. */
export class EmbeddingsChanged extends TrainingFailure {
  constructor() {
    super('Another embedding model was chosen while it trained');
  }
}

async function* embed(
  { embeddings }: RunDependencies,
  { labelled }: TrainingMaterial,
  onProgress: (progress: TrainingProgress) => void,
  signal: AbortSignal,
  onModel: (id: string) => void,
): AsyncGenerator<EmbeddedExamples> {
  for (let from = 0; from < labelled.length; from += EMBEDDED_AT_ONCE) {
    onProgress({ phase: 'embedding', share: (EMBEDDED * from) / labelled.length, epoch: null, loss: null });
    const some = labelled.slice(from, from + EMBEDDED_AT_ONCE);
    const texts = some.map(({ text }) => text);
    const { modelId, vectors } = await embeddings.inBackground(texts, signal);
    onModel(modelId);
    yield { texts, labels: some.map(({ label }) => label), vectors };
    // A quick embedder would otherwise keep all others from their turns.
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
}
