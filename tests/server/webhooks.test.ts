import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import {
  expectSigned,
  type Received,
  type WebhookReceiver,
  webhookReceiver,
} from '../support/webhook-receiver.ts';

const PASSWORD = 'SecurePassword123!';
const BAMBISLEEP = '/bambisleep/v1/webhooks';
const CHATBOTS = '/chatbots/api/v1/webhooks';
let tomo: RunningTomo;
let there: WebhookReceiver;
let count = 0;
let registered: string[] = [];

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  there = await webhookReceiver();
});
afterEach(async () => {
  for (const path of registered) await tomo.call('DELETE', path);
  registered = [];
  there.received.length = 0;
});
afterAll(async () => {
  await tomo.stop();
  await there.close();
});

async function newAccount() {
  const name = `hooked${++count}`;
  const { body } = await tomo.call('POST', '/v1/auth/register', {
    email: `${name}@example.com`,
    password: PASSWORD,
  });
  const login = await tomo.call('POST', '/v1/auth/login', { email: name, password: PASSWORD });
  const headers = { authorization: `Bearer ${login.body.access_token}` };
  const call = (method: string, path: string, sent?: unknown): Promise<Answer> =>
    tomo.call(method, path, sent, headers);
  return { id: body.id as string, name, call };
}

/** Registers the receiver for the owner, until the test has ended. @returns the webhook's id */
async function listen(api: string, events: string[], url = there.url): Promise<string> {
  const answer = await tomo.call('POST', api, { url, events, secret: 'the secret' });
  expect(answer.status).toBeLessThan(300);
  const id = answer.body.id ?? answer.body.data.id;
  registered.push(`${api}/${id}`);
  return id;
}

const said = ({ text }: Received) => JSON.parse(text);

describe('a webhook of BambiSleep', () => {
  it('is registered as in the document, and its secret is never shown', async () => {
    const { call } = await newAccount();
    const example = {
      url: 'https://your-server.com/webhook',
      events: ['message.new', 'profile.update', 'trigger.shared'],
      secret: 'your_webhook_secret',
    };
    const made = await call('POST', BAMBISLEEP, example);
    expect(made.status).toBe(200);
    const { secret, ...shown } = example;
    expect(made.body).toEqual({
      id: expect.stringMatching(/^whk_/),
      ...shown,
      active: true,
      createdAt: expect.any(String),
    });
    const list = await call('GET', BAMBISLEEP);
    expect(list.body).toEqual({ webhooks: [made.body] });
    expect((await call('GET', `${BAMBISLEEP}/dead-letters`)).body).toMatchObject({
      deadLetters: [],
      total: 0,
    });
    expect((await call('GET', CHATBOTS)).body.data).toEqual([]);
    expect((await call('DELETE', `${BAMBISLEEP}/${made.body.id}`)).status).toBe(200);
    expect((await call('GET', BAMBISLEEP)).body).toEqual({ webhooks: [] });
    expect(secret).toBe('your_webhook_secret');
  });

  it('without a secret gets one, which is shown once', async () => {
    const made = await tomo.call('POST', BAMBISLEEP, { url: there.url, events: ['message.new'] });
    expect(made.body.secret).toMatch(/^whsec_[\w-]{43}$/);
    registered.push(`${BAMBISLEEP}/${made.body.id}`);
    expect((await tomo.call('GET', BAMBISLEEP)).body.webhooks[0]).not.toHaveProperty('secret');
  });

  it('is told of answers, of the room, of its profile and of what is shared', async () => {
    await listen(BAMBISLEEP, ['message.new', 'profile.update', 'trigger.shared']);
    const generated = await tomo.call('POST', '/bambisleep/v1/ai/generate', { prompt: 'hello' });
    const [answer] = (await there.count(1)) as [Received];
    expectSigned(answer);
    expect(said(answer)).toMatchObject({
      event: 'message.new',
      data: { source: 'ai', content: generated.body.response, sessionId: generated.body.sessionId },
    });

    const { name, call } = await newAccount();
    const login = await call('POST', '/bambisleep/v1/auth/login', { username: name, password: PASSWORD });
    const socket = new WebSocket(`${tomo.url.replace('http', 'ws')}/bambisleep/ws/chat`);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'auth', token: login.body.token }));
      socket.send(JSON.stringify({ type: 'message', content: 'Hello, room!' }));
    });
    const [, room] = (await there.count(2)) as [Received, Received];
    socket.close();
    expect(said(room)).toMatchObject({
      event: 'message.new',
      data: { source: 'room', username: name, content: 'Hello, room!' },
    });

    await tomo.call('PUT', '/bambisleep/v1/profile/owner', { displayName: 'The owner' });
    await call('POST', '/bambisleep/v1/triggers', {
      name: 'good night',
      content: 'Be brief.',
      isPublic: true,
    });
    const [profile, trigger] = (await there.count(4)).slice(2) as [Received, Received];
    expect(said(profile)).toMatchObject({ event: 'profile.update', data: { displayName: 'The owner' } });
    expect(said(trigger)).toMatchObject({ event: 'trigger.shared', data: { name: 'good night' } });
  });

  it('is told nothing of other accounts but the room and what they share', async () => {
    await listen(BAMBISLEEP, ['message.new', 'profile.update']);
    const { name, call } = await newAccount();
    expect((await call('POST', '/bambisleep/v1/ai/generate', { prompt: 'hello' })).status).toBe(200);
    await call('PUT', `/bambisleep/v1/profile/${name}`, { displayName: 'Private' });
    await tomo.call('PUT', '/bambisleep/v1/profile/owner', { displayName: 'Me' });
    await there.count(1);
    expect(there.received.map(said)).toMatchObject([
      { event: 'profile.update', data: { displayName: 'Me' } },
    ]);
  });
});

describe('where a webhook may be', () => {
  it('is public for an account, in both APIs, unless the owner allowed the host', async () => {
    const { call } = await newAccount();
    const addresses = [
      there.url,
      `${tomo.url}/v1/characters`,
      'http://localhost:9/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::ffff:127.0.0.1]/',
      'http://169.254.169.254/latest/meta-data/',
      'http://192.168.1.1/',
      'http://100.64.0.1/',
      'http://127.0.0.1./',
      'http://a:b@example.com/',
      'ftp://example.com/',
      'no address',
    ];
    for (const url of addresses) {
      for (const [api, events] of [
        [BAMBISLEEP, ['message.new']],
        [CHATBOTS, ['message.sent']],
      ] as const) {
        const { status, body } = await call('POST', api, { url, events, secret: 's' });
        expect([url, status]).toEqual([url, 400]);
        expect(body).toMatchObject(
          api === CHATBOTS ? { status: 'error', code: 'VALIDATION_ERROR' } : { error: true },
        );
      }
    }
    const allowed = [`127.0.0.1:${there.port}`, `127.0.0.1:${tomo.port}`];
    expect((await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: allowed })).body).toMatchObject({
      webhook_allowed_hosts: allowed,
    });
    const draft = { events: ['message.sent'], secret: 's' };
    expect((await call('POST', CHATBOTS, { ...draft, url: there.url })).status).toBe(201);
    expect((await call('POST', CHATBOTS, { ...draft, url: `${tomo.url}/v1/characters` })).status).toBe(400);
    await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: [] });
  });

  it('is changed only to where it may be', async () => {
    const { call } = await newAccount();
    const draft = { url: 'https://example.com/', events: ['message.sent'] };
    const { data } = (await call('POST', CHATBOTS, draft)).body;
    expect((await call('PUT', `${CHATBOTS}/${data.id}`, { url: there.url })).status).toBe(400);
    const changed = await call('PUT', `${CHATBOTS}/${data.id}`, {
      events: ['message.received'],
      isActive: false,
    });
    expect(changed.body.data).toMatchObject({
      url: draft.url,
      events: ['message.received'],
      isActive: false,
    });
  });

  it('is told in known words only', async () => {
    for (const [api, events] of [
      [BAMBISLEEP, ['message.sent']],
      [BAMBISLEEP, []],
      [CHATBOTS, ['message.new']],
      [CHATBOTS, ['message.sent', 'everything']],
      [CHATBOTS, 'message.sent'],
    ] as const) {
      expect((await tomo.call('POST', api, { url: there.url, events, secret: 's' })).status).toBe(400);
    }
  });
});

describe('a webhook of Chatbots', () => {
  it('is told of conversations, messages, new users and new chatbots, in order', async () => {
    const id = await listen(CHATBOTS, [
      'message.received',
      'message.sent',
      'conversation.started',
      'user.registered',
      'chatbot.created',
    ]);
    const bot = await tomo.call('POST', '/v1/characters', { name: 'Told' });
    const talk = await tomo.call('POST', '/v1/conversations', {
      character_id: bot.body.id,
      initial_message: 'hello',
    });
    const { id: userId } = await newAccount();
    const all = (await there.count(5)).map(said);
    for (const one of there.received) expectSigned(one);
    const about = { chatbotId: bot.body.id, conversationId: talk.body.id };
    expect(all.slice(0, 4)).toMatchObject([
      { event: 'chatbot.created', data: { chatbotId: bot.body.id, name: 'Told' } },
      { event: 'conversation.started', data: about },
      { event: 'message.received', data: { ...about, message: 'hello' } },
      { event: 'message.sent', data: { ...about, inReplyTo: all[2].data.messageId } },
    ]);
    expect(all[4]).toMatchObject({ event: 'user.registered', data: { userId } });
    await expect
      .poll(async () => (await tomo.call('GET', `${CHATBOTS}/${id}/deliveries`)).body.data[0]?.state)
      .toBe('delivered');
    const { body } = await tomo.call('GET', `${CHATBOTS}/${id}/deliveries?limit=2`);
    expect(body).toMatchObject({ status: 'success', pagination: { total: 5, pages: 3, page: 1, limit: 2 } });
    expect(JSON.stringify(body)).not.toContain('hello');
  });

  it('of an account hears of no new users', async () => {
    const account = await newAccount();
    await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: ['127.0.0.1'] });
    const events = ['user.registered', 'chatbot.created'];
    await account.call('POST', CHATBOTS, { url: there.url, events, secret: 'the secret' });
    await newAccount();
    await account.call('POST', '/v1/characters', { name: 'Mine' });
    await there.count(1);
    await tomo.call('PUT', '/v1/settings', { webhook_allowed_hosts: [] });
    expect(there.received.map(said)).toMatchObject([{ event: 'chatbot.created', data: { name: 'Mine' } }]);
  });

  it('that nobody answers is tried again, and is nobody else’s to retry', async () => {
    const busy = await webhookReceiver(
      (_request, response, at) => void response.writeHead(at === 0 ? 500 : 410).end(),
    );
    const id = await listen(CHATBOTS, ['chatbot.created'], busy.url);
    await tomo.call('POST', '/v1/characters', { name: 'Retried' });
    const [first, second] = (await busy.count(2)) as [Received, Received];
    expect(second.text).toBe(first.text);
    expect(second.headers['x-webhook-attempt']).toBe('2');
    const deadLetters = async () => (await tomo.call('GET', `${CHATBOTS}/dead-letters`)).body.data;
    await expect.poll(async () => (await deadLetters()).length).toBe(1);
    const [dead] = await deadLetters();
    expect(dead).toMatchObject({
      webhookId: id,
      state: 'dead',
      attempts: 2,
      lastStatus: 410,
      lastError: 'status',
    });
    const retry = `${CHATBOTS}/dead-letters/${dead.id}/retry`;
    expect((await (await newAccount()).call('POST', retry)).status).toBe(404);
    expect((await tomo.call('POST', retry)).body.data).toMatchObject({ state: 'queued' });
    await busy.count(3);
    await busy.close();
  }, 30_000);
});
