import { AnalyticsService } from '../domain/analytics/analytics-service.ts';
import { CountingThread } from '../domain/analytics/count/counting-thread.ts';
import type { CharacterService } from '../domain/characters/character-service.ts';

interface AnalyticsParts {
  characters: CharacterService;
  /** The program of the thread that counts. */
  threadFile: string;
  databaseFile: string;
}

/** What counts what people say to characters. The thread starts when something is first counted. */
export function composeAnalytics({ characters, threadFile, databaseFile }: AnalyticsParts) {
  const thread = new CountingThread(threadFile, databaseFile);
  return {
    services: { analytics: new AnalyticsService({ characters, thread }) },
    close: () => thread.close(),
  };
}
