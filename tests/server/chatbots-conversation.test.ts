import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type Answer, KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

const ANSWER = 'Hello from far away!';
const OWNER = { authorization: `Bearer ${KEY}` };
let tomo: RunningTomo;
let model: RememberingModel;
let bot: string;

beforeAll(async () => {
  model = await rememberingModel(`[happy] ${ANSWER}`);
  tomo = await startTomo();
  const chosen = { model: { provider: 'openai', base_url: model.url, model: 'far-1' } };
  expect((await tomo.call('PUT', '/v1/settings', chosen)).status).toBe(200);
  bot = (await call('POST', '/chatbots', { name: 'Talker' })).body.data.id;
});
afterAll(async () => {
  await tomo.stop();
  model.close();
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWNER) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const say = (message: string, more: object = {}, to = bot) =>
  call('POST', `/chatbots/${to}/conversation`, { message, ...more });
const history = async (query = '') =>
  (await call('GET', `/chatbots/${bot}/conversation/history${query}`)).body;

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body]).toEqual([
    status,
    { status: 'error', message: expect.stringMatching(/\S/), code },
  ]);
}

describe('a conversation', () => {
  it('begins with a message, and goes on by its id', async () => {
    const first = await say('One', { userId: 'customer-7' });
    expect(first.status).toBe(200);
    const { conversationId } = first.body.data;
    expect(first.body.data).toEqual({
      response: ANSWER,
      messageId: expect.stringMatching(/^msg_/),
      conversationId: expect.stringMatching(/^conv_/),
      userId: 'customer-7',
      intent: { name: 'unknown', confidence: 0 },
      emotion: 'happy',
      sources: [],
      tokensUsed: 36,
      responseTimeMs: expect.any(Number),
      createdAt: expect.any(String),
    });
    const second = await say('Two', { conversationId, user_id: 'customer-7' });
    expect(second.body.data.conversationId).toBe(conversationId);
    expect(
      model
        .lastTurns()
        .slice(1)
        .map(({ content }) => content),
    ).toEqual(['One', `[happy] ${ANSWER}`, 'Two']);
    expect((await say('Three')).body.data.conversationId).not.toBe(conversationId);
  });

  it('is not found for another end user, another chatbot, or by a made-up id', async () => {
    const { conversationId } = (await say('Mine', { userId: 'a' })).body.data;
    expectRefused(await say('Theirs', { conversationId, userId: 'b' }), 404, 'NOT_FOUND');
    const other = (await call('POST', '/chatbots', { name: 'Other' })).body.data.id;
    expectRefused(await say('Hello', { conversationId }, other), 404, 'NOT_FOUND');
    expectRefused(await say('Hello', { conversationId: 'conv_none' }), 404, 'NOT_FOUND');
    expectRefused(await say('Hello', {}, 'chr_none'), 404, 'NOT_FOUND');
  });

  it('takes no empty message and none that is too long; nothing of it is stored', async () => {
    const { pagination } = await history();
    expectRefused(await say(' '), 400, 'VALIDATION_ERROR');
    expectRefused(await say('x'.repeat(40_000)), 413, 'PAYLOAD_TOO_LARGE');
    expectRefused(
      await call('POST', `/chatbots/${bot}/conversation`, { text: 'x' }),
      400,
      'VALIDATION_ERROR',
    );
    expectRefused(await call('POST', `/chatbots/${bot}/conversation`), 400, 'VALIDATION_ERROR');
    expectRefused(await say('x', { userId: '' }), 400, 'VALIDATION_ERROR');
    expect((await history()).pagination.total).toBe(pagination.total);
  });
});

describe('history', () => {
  let conversationId: string;

  beforeAll(async () => {
    const begun = await say('First', { userId: 'history-user' });
    conversationId = begun.body.data.conversationId;
    await say('Second', { conversationId });
    await say('Elsewhere', { userId: 'history-user' });
  });

  const contents = async (query: string) =>
    (await history(query)).data.map(({ content }: { content: string }) => content);

  it('is read oldest first, or newest first, by end user and by conversation', async () => {
    const all = ['First', ANSWER, 'Second', ANSWER, 'Elsewhere', ANSWER];
    expect(await contents('?userId=history-user')).toEqual(all);
    expect(await contents('?userId=history-user&order=desc&limit=2')).toEqual([ANSWER, 'Elsewhere']);
    expect(await contents(`?conversationId=${conversationId}`)).toEqual(all.slice(0, 4));
    expect(await contents('?userId=history-user&page=2&limit=4')).toEqual(all.slice(4));
    expect((await history('?userId=history-user&limit=4')).pagination).toEqual({
      total: 6,
      pages: 2,
      page: 1,
      limit: 4,
    });
    expect(await contents('?userId=nobody')).toEqual([]);
  });

  it('is cut by time, from a moment on and before one', async () => {
    const { data } = await history('?userId=history-user');
    const second = data[2].createdAt;
    expect(await contents(`?userId=history-user&from=${second}`)).toContain('Elsewhere');
    expect(await contents(`?userId=history-user&to=${second}`)).not.toContain('Second');
    expect(await contents('?userId=history-user&from=2999-01-01')).toEqual([]);
    expectRefused(
      await call('GET', `/chatbots/${bot}/conversation/history?from=yesterday`),
      400,
      'VALIDATION_ERROR',
    );
    expectRefused(
      await call('GET', `/chatbots/${bot}/conversation/history?conversationId=conv_x`),
      404,
      'NOT_FOUND',
    );
  });

  it('has what was understood and how answers were rated', async () => {
    const { data } = await history(`?conversationId=${conversationId}`);
    expect(data[0]).toMatchObject({
      role: 'user',
      conversationId,
      userId: 'history-user',
      intent: { name: 'unknown', confidence: 0 },
      rating: null,
    });
    expect(data[1]).toMatchObject({ role: 'assistant', replyTo: data[0].id, intent: null });
  });
});

describe('a rating', () => {
  const rate = (body: object, to = bot) => call('POST', `/chatbots/${to}/response-rating`, body);

  it('is kept with the answer, and the last one counts', async () => {
    const { messageId, conversationId } = (await say('Rate me')).body.data;
    const given = await rate({ messageId, rating: 2, comment: 'Too short' });
    expect(given.body.data).toEqual({ messageId, conversationId, rating: 2, comment: 'Too short' });
    await rate({ messageId, rating: 5 });
    const { data } = await history(`?conversationId=${conversationId}`);
    expect(data[1]).toMatchObject({ id: messageId, rating: 5, ratingComment: null });
  });

  it('is a whole number from 1 to 5, of an answer of this chatbot', async () => {
    const { messageId, conversationId } = (await say('Rate me')).body.data;
    for (const rating of [0, 6, 2.5, '5', null, undefined]) {
      expectRefused(await rate({ messageId, rating }), 400, 'VALIDATION_ERROR');
    }
    const question = (await history(`?conversationId=${conversationId}`)).data[0].id;
    expectRefused(await rate({ messageId: question, rating: 5 }), 400, 'VALIDATION_ERROR');
    expectRefused(await rate({ messageId: 'msg_none', rating: 5 }), 404, 'NOT_FOUND');
    const other = (await call('POST', '/chatbots', { name: 'Other' })).body.data.id;
    expectRefused(await rate({ messageId, rating: 5 }, other), 404, 'NOT_FOUND');
  });
});
