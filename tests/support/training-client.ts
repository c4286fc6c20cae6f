import { expect } from 'vitest';
import type { RunningTomo } from './start-tomo.ts';

/** Learning takes what it takes where much else is done. */
export const PATIENCE_MS = 180_000;

/** What tests do to train a chatbot. */
export function trainingClient(tomo: RunningTomo, headers?: Record<string, string>) {
  const call = (method: string, path: string, body?: unknown) =>
    tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
  // By the owner, who may ask as often as it takes.
  const session = async (id: string) =>
    (await tomo.call('GET', `/chatbots/api/v1/training/sessions/${id}`)).body.data;
  const client = {
    call,
    session,
    newBot: async (): Promise<string> =>
      (await tomo.call('POST', '/v1/characters', { name: 'Pupil' }, headers)).body.id,
    newDataset: async (bot: string, examples: readonly object[] = []): Promise<string> => {
      const made = await call('POST', `/chatbots/${bot}/training/datasets`, { name: 'Mine', examples });
      expect([made.status, made.body.message]).toEqual([201, 'The dataset is created']);
      return made.body.data.id;
    },
    start: async (bot: string, body: object = {}): Promise<string> => {
      const started = await call('POST', `/chatbots/${bot}/training/sessions`, body);
      expect([started.status, started.body.message]).toEqual([201, 'The training session is queued']);
      return started.body.data.id;
    },
    /** The session when it has ended, however it has. */
    ended: async (id: string): Promise<Awaited<ReturnType<typeof session>>> => {
      await expect.poll(async () => (await session(id)).completedAt, { timeout: PATIENCE_MS }).not.toBeNull();
      return await session(id);
    },
  };
  return client;
}
