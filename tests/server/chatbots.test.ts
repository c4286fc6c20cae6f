import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RememberingModel, rememberingModel } from '../support/remembering-model.ts';
import { type Answer, KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

const ANSWER = 'Hello from far away!';
const OWNER = { authorization: `Bearer ${KEY}` };
let tomo: RunningTomo;
let model: RememberingModel;
let alone: string;
let bot: string;

beforeAll(async () => {
  model = await rememberingModel(`[happy] ${ANSWER}`);
  tomo = await startTomo({ args: ['--also', 'chatbots:0'] });
  alone = JSON.parse(tomo.firstLine).also[0].url;
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

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body]).toEqual([
    status,
    { status: 'error', message: expect.stringMatching(/\S/), code },
  ]);
}

describe('a chatbot', () => {
  const DRAFT = {
    name: 'Librarian',
    description: 'Knows books',
    personality: 'Quiet and exact',
    systemPrompt: 'You are a librarian.',
    model: 'gpt-3.5-turbo',
    temperature: 0.9,
    maxTokens: 123,
    language: 'en',
    welcomeMessage: 'What do you read?',
    settings: { theme: 'dark', size: 2 },
  };

  it('is a character with what was said about it, in every other API too', async () => {
    const made = await call('POST', '/chatbots', DRAFT);
    expect(made.status).toBe(201);
    const { data } = made.body;
    expect(data).toEqual({
      ...DRAFT,
      id: expect.stringMatching(/^chr_/),
      isActive: true,
      knowledgeBaseIds: [],
      ownerId: expect.stringMatching(/^usr_/),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect((await call('GET', `/chatbots/${data.id}`)).body.data).toEqual(data);
    const native = (await tomo.call('GET', `/v1/characters/${data.id}`)).body;
    expect(native).toMatchObject({ name: 'Librarian', system_prompt: 'You are a librarian.' });
    await say('Hello', {}, data.id);
    expect(model.lastRequest()).toMatchObject({ temperature: 0.9, max_tokens: 123 });
    expect(model.lastTurns()[0]?.content).toMatch(/You are a librarian\.[\s\S]*Quiet and exact/);
  });

  it('is changed in part, and takes names with underscores', async () => {
    const { id } = (await call('POST', '/chatbots', DRAFT)).body.data;
    const changed = await call('PUT', `/chatbots/${id}`, {
      system_prompt: 'You are an archivist.',
      welcomeMessage: null,
      settings: { size: 3 },
    });
    expect(changed.body.data).toMatchObject({
      ...DRAFT,
      systemPrompt: 'You are an archivist.',
      welcomeMessage: null,
      settings: { theme: 'dark', size: 3 },
    });
  });

  it('talks to nobody while it is not active', async () => {
    const { id } = (await call('POST', '/chatbots', { name: 'Asleep', isActive: false })).body.data;
    expect((await call('GET', `/chatbots/${id}`)).body.data.isActive).toBe(false);
    expectRefused(await say('Hello', {}, id), 409, 'CONFLICT');
    await call('PUT', `/chatbots/${id}`, { isActive: true });
    expect((await say('Hello', {}, id)).status).toBe(200);
  });

  it('keeps knowledge bases that do not exist, and says so', async () => {
    const { body } = await call('POST', '/chatbots', { name: 'Hopeful', knowledgeBaseIds: ['kb_later'] });
    expect(body.data.knowledgeBaseIds).toEqual(['kb_later']);
    expect(body.data.warnings).toEqual([expect.stringContaining('kb_later')]);
  });

  it('is listed newest first, in pages, and found by its name', async () => {
    for (const name of ['Zebra one', 'Zebra two']) await call('POST', '/chatbots', { name });
    const { data, pagination } = (await call('GET', '/chatbots?search=zebra&limit=1')).body;
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['Zebra two']);
    expect(pagination).toEqual({ total: 2, pages: 2, page: 1, limit: 1 });
    expect((await call('GET', '/chatbots?search=nothing')).body).toEqual({
      status: 'success',
      data: [],
      pagination: { total: 0, pages: 1, page: 1, limit: 10 },
    });
  });

  it('is gone with what was said to it when it was deleted', async () => {
    const { id } = (await call('POST', '/chatbots', { name: 'Short' })).body.data;
    const { conversationId } = (await say('Hello', {}, id)).body.data;
    expect((await call('DELETE', `/chatbots/${id}`)).status).toBe(200);
    expectRefused(await call('GET', `/chatbots/${id}`), 404, 'NOT_FOUND');
    expect((await tomo.call('GET', `/v1/conversations/${conversationId}`)).status).toBe(404);
  });

  it('is refused where it makes no sense', async () => {
    const wrong = [
      {},
      { name: '' },
      { name: 'x', temperature: 3 },
      { name: 'x', maxTokens: 0 },
      { name: 'x', isActive: 'yes' },
      { name: 'x', settings: [] },
      { name: 'x', settings: { big: 'x'.repeat(20_001) } },
    ];
    for (const body of wrong) expectRefused(await call('POST', '/chatbots', body), 400, 'VALIDATION_ERROR');
    for (const query of ['?page=0', '?limit=0', '?limit=101', '?page=x']) {
      expectRefused(await call('GET', `/chatbots${query}`), 400, 'VALIDATION_ERROR');
    }
  });
});

describe('a failure', () => {
  it('has the shape and code of the document', async () => {
    expectRefused(await call('GET', '/chatbots', undefined, { authorization: '' }), 401, 'UNAUTHORIZED');
    expectRefused(
      await call('GET', '/chatbots', undefined, { ...OWNER, origin: 'http://evil.example' }),
      403,
      'FORBIDDEN',
    );
    expectRefused(await call('GET', '/nothing'), 404, 'NOT_FOUND');
    expectRefused(await tomo.call('GET', '/chatbots/%zz'), 400, 'VALIDATION_ERROR');
    const wrong = await call('PATCH', '/chatbots', {});
    expectRefused(wrong, 405, 'METHOD_NOT_ALLOWED');
    expect(wrong.headers.get('allow')).toBe('GET, POST');
    expectRefused(await call('POST', '/chatbots', '{'), 400, 'VALIDATION_ERROR');
    expectRefused(await call('POST', '/chatbots', { name: 'x'.repeat(1_100_000) }), 413, 'PAYLOAD_TOO_LARGE');
    expectRefused(await call('GET', '/plugins'), 501, 'NOT_IMPLEMENTED');
  });

  it('of the model says nothing about its cause', async () => {
    model.fail();
    const { status, body } = await say('Hello');
    expect([status, body.status, body.code]).toEqual([503, 'error', 'SERVER_ERROR']);
    expect(body.message).not.toContain(model.url);
  });
});

it('is at the root of a port of its own', async () => {
  const get = async (path: string, headers: Record<string, string> = OWNER) =>
    await fetch(`${alone}${path}`, { headers });
  expect((await get('/api/v1/chatbots')).status).toBe(200);
  expect((await get('/api/v1/health', {})).status).toBe(200);
  expect((await get('/chatbots/api/v1/chatbots')).status).toBe(404);
  const document = (await (await get('/openapi.json', {})).json()) as { paths: object };
  expect(Object.keys(document.paths)).toContain('/api/v1/chatbots');
});
