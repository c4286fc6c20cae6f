import type { PromptContributor } from '../domain/chat/prompt-addition.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import type { EventBus } from '../domain/events/event-bus.ts';
import type { Happenings } from '../domain/events/happenings.ts';
import { ExampleIndex } from '../domain/training/example-index.ts';
import { IntentRecogniser } from '../domain/training/intent-recogniser.ts';
import { taughtAnswers } from '../domain/training/taught-answers.ts';
import { trainingThread } from '../domain/training/train-in-thread.ts';
import { TrainedModels } from '../domain/training/trained-models.ts';
import { TrainingDatasets } from '../domain/training/training-datasets.ts';
import { TrainingExamples } from '../domain/training/training-examples.ts';
import { announceTraining } from '../domain/training/training-news.ts';
import { TrainingQueue } from '../domain/training/training-queue.ts';
import { TrainingRemoval } from '../domain/training/training-removal.ts';
import { TrainingSessions } from '../domain/training/training-sessions.ts';
import type { OpenDatabase } from '../storage/open-database.ts';
import type { Installation } from './config/installation.ts';

interface TrainingParts {
  database: OpenDatabase;
  installation: Installation;
  embeddings: EmbeddingService;
  events: EventBus;
  happenings: Happenings;
  loggerOf(module: string): { error(object: object, message: string): void };
}

/** What trains characters, put together. What was not finished when the program ended begins again. */
export function composeTraining(parts: TrainingParts): {
  datasets: TrainingDatasets;
  sessions: TrainingSessions;
  recogniser: IntentRecogniser;
  removal: TrainingRemoval;
  contributor: PromptContributor;
  close(): Promise<void>;
} {
  const { database, embeddings, events, happenings } = parts;
  const logger = parts.loggerOf('training');
  const { db, forgetDeleted: forget } = database;
  const models = new TrainedModels(db);
  const index = new ExampleIndex({ db, index: database.index.examples, embeddings });
  const { chosen } = embeddings;
  const recogniser: IntentRecogniser = new IntentRecogniser({
    models,
    embeddings: chosen,
    trainAgain: (sessionId) => {
      sessions.repeat(sessionId).catch((error) => logger.error({ err: error }, 'training again failed'));
    },
  });
  const onChange = (characterId: string) => recogniser.forget(characterId);
  const announce = announceTraining({ events, happenings });
  const queue = new TrainingQueue({
    db,
    embeddings: chosen,
    index,
    models,
    train: trainingThread(parts.installation.trainingThreadFile),
    onNews: (news) => {
      if (news.status === 'completed') onChange(news.session.character_id);
      announce(news);
    },
    logger,
  });
  const sessions = new TrainingSessions({ db, queue, models, onChange });
  const datasets = new TrainingDatasets({
    db,
    examples: new TrainingExamples({ db, index, forget }),
    index,
    forgetLearned: (datasetId) => sessions.forgetDataset(datasetId),
    forget,
  });
  queue.recover().catch((error) => logger.error({ err: error }, 'training cannot go on'));
  return {
    datasets,
    sessions,
    recogniser,
    removal: new TrainingRemoval({ db, sessions, index, forget }),
    contributor: taughtAnswers({ db, index, recogniser }),
    close: () => queue.close(),
  };
}
