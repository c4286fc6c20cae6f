import { AnalyticsService } from '../domain/analytics/analytics-service.ts';
import { CharacterAnalytics } from '../domain/analytics/character-analytics.ts';
import { CountingThread } from '../domain/analytics/count/counting-thread.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';
import { Rehearsal, type RehearsalDependencies } from '../domain/chat/rehearsal.ts';
import type { EmbeddingService } from '../domain/embeddings/embedding-service.ts';
import { LEARNED_BASE, LearningApplication } from '../domain/learning/learning-application.ts';
import { LearningService } from '../domain/learning/learning-service.ts';
import { LearningStore } from '../domain/learning/learning-store.ts';
import { proposeFromKnowledge } from '../domain/learning/propose-answer.ts';
import { teachExamples } from '../domain/learning/teach-examples.ts';
import type { TrainingDatasets } from '../domain/training/training-datasets.ts';
import type { OpenDatabase } from '../storage/open-database.ts';
import type { composeKnowledge } from './compose-knowledge.ts';
import type { Installation } from './config/installation.ts';

interface AnalyticsParts {
  database: OpenDatabase;
  installation: Installation;
  characters: CharacterService;
  knowledge: Pick<ReturnType<typeof composeKnowledge>, 'bases' | 'items' | 'search'>;
  embeddings: EmbeddingService;
  training: { datasets: TrainingDatasets };
  /** How answers are written. */
  writing: RehearsalDependencies;
}

/** What counts what people say to characters, and learns from it. The thread starts when something is first counted. */
export function composeAnalytics(parts: AnalyticsParts) {
  const { database, installation, characters, knowledge, embeddings, training, writing } = parts;
  const { bases, items, search } = knowledge;
  const thread = new CountingThread(installation.countingThreadFile, database.file);
  const store = new LearningStore(database.db);
  return {
    services: {
      analytics: new AnalyticsService({ characters, thread }),
      characterAnalytics: new CharacterAnalytics(database.db),
      learning: new LearningService({
        store,
        characters,
        thread,
        embeddings: embeddings.chosen,
        propose: (owner, question, signal) =>
          proposeFromKnowledge({ bases, search }, owner, question, signal),
      }),
      learningApplication: new LearningApplication({
        store,
        characters,
        bases,
        items,
        rehearsal: new Rehearsal(writing),
        teach: (principal, characterId, examples) =>
          teachExamples(training.datasets, principal, characterId, LEARNED_BASE, examples),
      }),
    },
    close: () => thread.close(),
  };
}
