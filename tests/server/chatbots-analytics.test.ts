import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { publishNew, visit } from '../support/visitor.ts';

const WAIT_MS = 30_000;
let tomo: RunningTomo;
let model: RememberingModel;
let bot: string;
let conversations: string[];

beforeAll(async () => {
  model = await rememberingModel('We open at nine.');
  tomo = await startTomo();
  await tomo.call('PUT', '/v1/settings', {
    model: { provider: 'openai', base_url: model.url, model: 'far' },
  });
  bot = (await publishNew(tomo, { name: 'Counted' })).id;
  conversations = [await converse(['Hello', 'When do you open?', 'Thanks']), await converse(['Hello'])];
  const visitor = await visit(tomo, bot);
  expect((await visitor.say('Is anybody there?')).status).toBeLessThan(300);
  await vi.waitFor(async () => expect((await analytics('messages')).body.data.answers).toBe(5), WAIT_MS);
});
afterAll(async () => {
  await tomo.stop();
  model.close();
});

/** @returns the conversation's id */
async function converse(messages: readonly string[]): Promise<string> {
  let conversationId: string | undefined;
  for (const message of messages) {
    const path = `/chatbots/api/v1/chatbots/${bot}/conversation`;
    const said = await tomo.call('POST', path, { message, conversationId });
    expect(said.status).toBe(200);
    conversationId = said.body.data.conversationId;
  }
  return conversationId ?? '';
}

const analytics = (path: string, query = '', headers?: Record<string, string>): Promise<Answer> =>
  tomo.call('GET', `/chatbots/api/v1/chatbots/${bot}/analytics/${path}${query}`, undefined, headers);
const PATHS = ['messages', 'users', 'sessions', 'intents', 'ratings', 'answer-times'];
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

it('counts what was said through every door, visitors included', async () => {
  for (const path of PATHS) {
    const { status, body } = await analytics(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'success',
      data: { interval: 'day', timeZone: 'UTC', total: 5, uniqueUsers: 2, totalSessions: 3 },
    });
    expect(body.data.series.length).toBeGreaterThan(29);
  }
  const messages = (await analytics('messages')).body.data;
  expect(messages.answers).toBe(5);
  expect(messages.series.at(-1)).toMatchObject({ messages: 5, answers: 5 });
  expect(messages.series[3]).toMatchObject({ messages: 0, answers: 0 });
  const users = (await analytics('users')).body.data;
  expect(users).toMatchObject({ newUsers: 2, returningUsers: 0 });
  const sessions = (await analytics('sessions')).body.data;
  expect(sessions).toMatchObject({ startedSessions: 3, averageTurns: 1.6667, medianTurns: 1 });
  expect(sessions.dropOff).toEqual([
    { afterTurn: 1, sessions: 2, share: 0.6667 },
    { afterTurn: 3, sessions: 1, share: 0.3333 },
  ]);
  const times = (await analytics('answer-times')).body.data;
  expect(times.answers).toBe(5);
  expect(times.p95Ms).toBeGreaterThanOrEqual(times.medianMs);
});

it('counts ratings, and no longer what was deleted', async () => {
  const { body } = await tomo.call('GET', `/v1/conversations/${conversations[1]}`);
  await tomo.call('POST', `/v1/messages/${body.messages[1].id}/rating`, { rating: 2 });
  const rated = (await analytics('ratings')).body.data;
  expect(rated).toMatchObject({ ratings: 1, averageRating: 2, stars: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 0 } });
  await tomo.call('DELETE', `/v1/conversations/${conversations[1]}`);
  expect((await analytics('ratings')).body.data).toMatchObject({ ratings: 0, averageRating: null, total: 4 });
  expect((await analytics('sessions')).body.data).toMatchObject({ totalSessions: 2, startedSessions: 2 });
});

describe('a range', () => {
  it('is cut by the clocks of its time zone', async () => {
    const query = '?from=2026-10-24&to=2026-10-26&timeZone=Europe/Berlin';
    const { data } = (await analytics('messages', query)).body;
    expect([data.from, data.to]).toEqual(['2026-10-24T00:00:00+02:00', '2026-10-27T00:00:00+01:00']);
    expect(data.series.map(({ start }: { start: string }) => start)).toEqual([
      '2026-10-24T00:00:00+02:00',
      '2026-10-25T00:00:00+02:00',
      '2026-10-26T00:00:00+01:00',
    ]);
  });

  it.each(['hour', 'day', 'week', 'month'])('by the %s has everything once', async (interval) => {
    const { data } = (await analytics('messages', `?interval=${interval}&timeZone=Asia/Kathmandu`)).body;
    expect(data.total).toBeGreaterThan(0);
    expect(sum(data.series.map((part: { messages: number }) => part.messages))).toBe(data.total);
  });

  it.each([
    ['?from=2026-03-02&to=2026-03-01', /from/],
    ['?from=yesterday', /from.*2026-03-01T08:30:00Z/],
    ['?to=2026-13-40', /to/],
    ['?timeZone=Mars/Olympus', /timeZone.*Europe\/Berlin/],
    ['?from=2000-01-01&to=2026-01-01&interval=hour', /1000.*interval/],
    ['?interval=decade', /interval/],
  ])('%s is refused with what would be right', async (query, message) => {
    for (const path of PATHS) {
      const { status, body } = await analytics(path, query);
      expect([status, body.status, body.code]).toEqual([400, 'error', 'VALIDATION_ERROR']);
      expect(body.message).toMatch(message);
    }
  });
});

it('is for whoever has the chatbot', async () => {
  const account = { email: 'other@example.com', password: 'SecurePassword123!' };
  await tomo.call('POST', '/v1/auth/register', account);
  const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
  for (const path of PATHS) {
    const theirs = await analytics(path, '', { authorization: `Bearer ${body.access_token}` });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'NOT_FOUND']);
    expect((await analytics(path, '', { authorization: '' })).status).toBe(401);
  }
});
