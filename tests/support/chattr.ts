import { afterAll, beforeAll, expect } from 'vitest';
import { type RememberingModel, rememberingModel } from './remembering-model.ts';
import { type Answer, type RunningTomo, startTomo } from './start-tomo.ts';

/** What the model of these tests answers to everything. */
export const ANSWER = 'Hello from far away!';

/** A server that is asked in Chattr's words; known once the tests run. */
export interface ChattrForTests {
  tomo: RunningTomo;
  model: RememberingModel;
  /** Where Chattr is at the root of a port. */
  alone: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  say(message: string, more?: object): Promise<Answer>;
  newAccount(name: string): Promise<Record<string, string>>;
}

/** Starts a server before the tests of a file and stops it after them. */
export function chattrForTests(): ChattrForTests {
  const parts = {} as Pick<ChattrForTests, 'tomo' | 'model' | 'alone'>;
  beforeAll(async () => {
    parts.model = await rememberingModel(`[happy] ${ANSWER}`);
    parts.tomo = await startTomo({ args: ['--also', 'chattr:0'] });
    parts.alone = JSON.parse(parts.tomo.firstLine).also[0].url;
    const chosen = { model: { provider: 'openai', base_url: parts.model.url, model: 'far-1' } };
    expect((await parts.tomo.call('PUT', '/v1/settings', chosen)).status).toBe(200);
  });
  afterAll(async () => {
    await parts.tomo.stop();
    parts.model.close();
  });
  const call: ChattrForTests['call'] = (method, path, body, headers) =>
    parts.tomo.call(method, `/chattr/api/v1${path}`, body, headers);
  return Object.assign(parts, {
    call,
    say: (message: string, more: object = {}) => call('POST', '/chat/message', { message, ...more }),
    newAccount: async (name: string) => {
      const account = { email: `${name}@example.com`, password: 'SecurePassword123!' };
      await parts.tomo.call('POST', '/v1/auth/register', account);
      const { body } = await parts.tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
      return { authorization: `Bearer ${body.access_token}` };
    },
  });
}

export function expectRefused(answer: Answer, status: number, code: string): void {
  expect(answer.body).toEqual({
    error: { code, message: expect.stringMatching(/\S/), details: expect.any(Object) },
  });
  expect(answer.status).toBe(status);
}
