import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChatagentSocket,
  chatagentAs,
  expectChatagentError,
  newChatagentUser,
} from '../support/chatagent-client.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const ANSWER = 'Hello there! I am a test model. How are you today?';

let tomo: RunningTomo;
let endless: RunningTomo;
let user: Awaited<ReturnType<typeof newChatagentUser>>;

beforeAll(async () => {
  [tomo, endless] = await Promise.all([
    startTomo({ args: ['--model', testModel('talker')] }),
    startTomo({ args: ['--model', testModel('talker-endless')] }),
  ]);
  user = await newChatagentUser(() => tomo, 'ada');
});
afterAll(async () => {
  await Promise.all([tomo.stop(), endless.stop()]);
});

const ownerOf = (server: RunningTomo) => chatagentAs(() => server);

async function begin(call = ownerOf(tomo)): Promise<{ id: string; bot_id: string }> {
  const bot = (await call('POST', '/bots/', { name: 'Bot' })).body;
  return (await call('POST', '/conversations/', { bot_id: bot.id })).body;
}

describe('the WebSocket of a conversation', () => {
  it('streams the answer in numbered chunks, the last one final, then completes, then one response', async () => {
    const { id } = await begin(user.call);
    const client = await ChatagentSocket.open(tomo, id, user.token);
    client.say('Hello', { metadata: { n: 1 } });
    const response = await client.next('bot_response');
    const chunks = client.of('stream_chunk');
    expect(chunks.map(({ chunk_id }) => chunk_id)).toEqual(chunks.map((_chunk, at) => at + 1));
    expect(chunks.map(({ is_final }) => is_final)).toEqual(
      chunks.map((_chunk, at) => at === chunks.length - 1),
    );
    expect(chunks.map(({ content }) => content).join('')).toBe(ANSWER);
    expect(client.frames.slice(-2)).toEqual([
      { type: 'stream_complete', conversation_id: id, message_id: response.message_id, full_content: ANSWER },
      {
        type: 'bot_response',
        message_id: response.message_id,
        conversation_id: id,
        content: ANSWER,
        message_type: 'text',
        timestamp: expect.stringMatching(/Z$/),
      },
    ]);
    const { messages } = (await user.call('GET', `/conversations/${id}/messages`)).body;
    expect(messages).toMatchObject([{ content: 'Hello', metadata: { n: 1 } }, { id: response.message_id }]);
    client.say('Again');
    await client.next('bot_response', 2);
    expect(client.of('stream_chunk')[chunks.length]).toMatchObject({ chunk_id: 1 });
    client.close();
  });

  it('tells everybody there what is said in other APIs, and nobody their own words', async () => {
    const { id, bot_id } = await begin();
    const [one, other] = await Promise.all([ChatagentSocket.open(tomo, id), ChatagentSocket.open(tomo, id)]);
    one.say('From the socket');
    await Promise.all([one.next('bot_response'), other.next('bot_response')]);
    expect(one.of('user_message')).toEqual([]);
    expect(other.of('user_message')).toMatchObject([{ content: 'From the socket', message_type: 'text' }]);
    await tomo.call('POST', `/v1/conversations/${id}/messages`, { content: 'From the native API' });
    await tomo.call('POST', '/chattr/api/v1/chat/message', {
      message: 'From Chattr',
      character_id: bot_id,
      session_id: id,
    });
    await Promise.all([one.next('bot_response', 3), other.next('bot_response', 3)]);
    expect(one.of('user_message').map(({ content }) => content)).toEqual([
      'From the native API',
      'From Chattr',
    ]);
    const { total } = (await ownerOf(tomo)('GET', `/conversations/${id}/messages`)).body;
    expect(total).toBe(6);
    one.close();
    other.close();
  });

  it('hears nothing of other conversations', async () => {
    const [here, there] = [await begin(), await begin()];
    const client = await ChatagentSocket.open(tomo, here.id);
    await ownerOf(tomo)('POST', `/conversations/${there.id}/messages`, { content: 'Elsewhere' });
    await client.ping();
    expect(client.of('stream_chunk')).toEqual([]);
    client.close();
  });

  it('answers frames that make no sense with errors, and goes on', async () => {
    const { id } = await begin();
    const client = await ChatagentSocket.open(tomo, id);
    client.socket.send('{"type":');
    client.socket.send(Buffer.from('{"type":"ping"}'));
    client.send({ type: 'nonsense' }, { type: 'user_message' }, { type: 'typing' });
    client.say(' ');
    client.say('x', { message_type: 'image' });
    const error = await client.next('error', 6);
    expect(error).toEqual({
      type: 'error',
      error: { code: 'VALIDATION_ERROR', message: expect.any(String), details: expect.any(Object) },
      timestamp: expect.stringMatching(/Z$/),
      request_id: expect.stringMatching(/^req_/),
    });
    client.say('Hello');
    await client.next('bot_response');
    expect(client.of('error')).toHaveLength(6);
    client.close();
  });

  it('refuses for a bot that was stopped', async () => {
    const { id, bot_id } = await begin();
    const client = await ChatagentSocket.open(tomo, id);
    await ownerOf(tomo)('POST', `/bots/${bot_id}/stop`);
    client.say('Hello?');
    expect(await client.next('error')).toMatchObject({ error: { code: 'SERVICE_UNAVAILABLE' } });
    await ownerOf(tomo)('POST', `/bots/${bot_id}/start`);
    client.say('Hello!');
    await client.next('bot_response');
    client.close();
  });
});

describe('a long conversation', () => {
  it('is interrupted, kept as far as it was said, and goes on; what waits is answered in its order', async () => {
    const call = ownerOf(endless);
    const { id } = await begin(call);
    const client = await ChatagentSocket.open(endless, id);
    for (let round = 1; round <= 4; round++) {
      const chunks = client.of('stream_chunk').length;
      client.say(`Round ${round}`);
      await client.next('stream_chunk', chunks + 3);
      client.send({ type: 'interrupt' });
      const response = await client.next('bot_response', round);
      const complete = client.of('stream_complete').at(-1);
      expect(complete).toMatchObject({ interrupted: true, full_content: response.content });
      expect(response).toMatchObject({ interrupted: true, content: expect.stringMatching(/\S/) });
      expect(client.of('stream_chunk').at(-1)).toMatchObject({ is_final: true });
      const { messages } = (await call('GET', `/conversations/${id}/messages`)).body;
      expect(messages.at(-1)).toMatchObject({ content: response.content, interrupted: true });
    }
    const { messages } = (await call('GET', `/conversations/${id}/messages`)).body;
    expect(messages.map(({ sender_type }: { sender_type: string }) => sender_type)).toEqual(
      Array.from({ length: 4 }, () => ['user', 'bot']).flat(),
    );
    expect(client.of('error')).toEqual([]);
    client.close();
  });

  it('does not take more messages than it can answer', async () => {
    const { id } = await begin(ownerOf(endless));
    const client = await ChatagentSocket.open(endless, id);
    for (let n = 0; n < 20; n++) client.say(`Message ${n}`);
    expect(await client.next('error')).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
    client.send({ type: 'interrupt' });
    await client.next('stream_complete');
    client.close();
  });
});

describe('the door', () => {
  it('closes with 4401 for a wrong token or none, and with 4404 for what is not theirs', async () => {
    const { id } = await begin();
    const close = async (conversation: string, token: string | null) => {
      const client = new ChatagentSocket(tomo, conversation, token);
      const code = await client.closed();
      expect(client.of('error')).toHaveLength(1);
      return code;
    };
    expect(await close(id, 'wrong-token-0123456789')).toBe(4401);
    expect(await close(id, null)).toBe(4401);
    expect(await close(id, user.token)).toBe(4404);
    expect(await close('conv_nothing', user.token)).toBe(4404);
    const { body } = await tomo.call('POST', '/v1/api-keys', { name: 'reader', scopes: ['read'] });
    expect(await close(id, body.key)).toBe(4403);
  });

  it('says nothing to whoever was not let in, whatever they send', async () => {
    const { id } = await begin();
    const client = new ChatagentSocket(tomo, id, user.token);
    await once(client.socket, 'open');
    client.say('Let me in');
    await client.closed();
    expect(client.frames.map(({ type }) => type)).toEqual(['error']);
    expect((await ownerOf(tomo)('GET', `/conversations/${id}/messages`)).body.total).toBe(0);
  });

  it('closes when the session ends', async () => {
    const login = await ownerOf(tomo)('POST', '/auth/login', { username: 'ada', password: 'password123' });
    const token = login.body.access_token;
    const { id } = await begin(user.call);
    const client = await ChatagentSocket.open(tomo, id, token);
    await chatagentAs(() => tomo, token)('POST', '/auth/logout');
    expect(await client.closed()).toBe(4401);
  });

  it('asks plain HTTP to upgrade', async () => {
    const { id } = await begin();
    const answer = await ownerOf(tomo)('GET', `/ws/conversations/${id}`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expectChatagentError(answer, 426, 'UPGRADE_REQUIRED');
  });

  it('lets no token into the log or the files', async () => {
    const { id } = await begin(user.call);
    const client = await ChatagentSocket.open(tomo, id, user.token);
    client.say('Hello');
    await client.next('bot_response');
    client.close();
    const wrong = new ChatagentSocket(tomo, id, 'wrong-token-9876543210');
    await wrong.closed();
    await tomo.call('GET', `/chatagent/api/v1/ws/conversations/${id}?token=${user.token}`);
    const logs = JSON.stringify((await ownerOf(tomo)('GET', '/monitoring/logs?limit=500')).body);
    for (const secret of [user.token, 'wrong-token-9876543210']) {
      expect(tomo.log() + logs).not.toContain(secret);
      for (const entry of await readdir(tomo.dataDirectory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const bytes = await readFile(join(entry.parentPath, entry.name));
        expect(bytes.includes(secret), entry.name).toBe(false);
      }
    }
  });
});
