import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const ANSWER = 'Hello there! I am a test model. How are you today?';
const AUTH = { type: 'auth', token: KEY, session_id: 'user-session-123' };
const MESSAGE = { type: 'message', character_id: 'assistant', content: 'Hello there!' };

type Frame = Record<string, unknown> & { type: string };

let tomo: RunningTomo;
let endless: RunningTomo;

beforeAll(async () => {
  [tomo, endless] = await Promise.all([
    startTomo({ args: ['--model', testModel('talker')] }),
    startTomo({ args: ['--model', testModel('talker-endless')] }),
  ]);
});
afterAll(async () => {
  await Promise.all([tomo.stop(), endless.stop()]);
});

/** A client that remembers every frame. */
class Client {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  #wake: () => void = () => {};

  constructor({ url }: RunningTomo) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/chattr/api/v1/ws/chat`);
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
  }

  static async open(server: RunningTomo, ...frames: object[]): Promise<Client> {
    const client = new Client(server);
    await once(client.socket, 'open');
    client.send(...frames);
    return client;
  }

  send(...frames: object[]): void {
    for (const frame of frames) this.socket.send(JSON.stringify(frame));
  }

  async next(type: string, count = 1): Promise<Frame> {
    for (;;) {
      const found = this.frames.filter((frame) => frame.type === type)[count - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  types(): string[] {
    return this.frames.map(({ type }) => type);
  }
}

const history = (server: RunningTomo, session: string) =>
  server.call('GET', `/chattr/api/v1/chat/history/${session}`);

describe('the WebSocket of Chattr', () => {
  it('answers as the document shows, typing first', async () => {
    const client = await Client.open(tomo, AUTH, { ...MESSAGE, metadata: { user_name: 'Alice' } });
    const response = await client.next('response');
    expect(client.types()).toEqual(['auth_ok', 'typing', 'typing', 'response']);
    expect(client.frames.slice(1, 3)).toEqual([
      { type: 'typing', character_id: 'assistant', is_typing: true },
      { type: 'typing', character_id: 'assistant', is_typing: false },
    ]);
    expect(response).toMatchObject({
      character_id: 'assistant',
      session_id: 'user-session-123',
      content: ANSWER,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      metadata: { tokens_used: expect.any(Number), confidence: expect.any(Number) },
    });
    const { audio_url } = response.media as { audio_url: string };
    expect((await fetch(audio_url)).headers.get('content-type')).toBe('audio/wav');
    expect((await history(tomo, 'user-session-123')).body.total_count).toBe(2);
    client.socket.close();
  });

  it('lets messages that came before the sign-in wait for it', async () => {
    const client = await Client.open(tomo, MESSAGE, MESSAGE, { ...AUTH, session_id: 'early' }, MESSAGE);
    await client.next('response', 3);
    expect((await history(tomo, 'early')).body.total_count).toBe(6);
    client.socket.close();
  });

  it('makes a session where none is named, and stays in it', async () => {
    const client = await Client.open(tomo, { type: 'auth', token: KEY }, MESSAGE, MESSAGE);
    const [first, second] = [await client.next('response'), await client.next('response', 2)];
    expect(first.session_id).toMatch(/\S/);
    expect(second.session_id).toBe(first.session_id);
    client.socket.close();
  });

  it('refuses a wrong token, and what was sent with it', async () => {
    const client = await Client.open(tomo, { ...AUTH, token: 'wrong', session_id: 'refused' }, MESSAGE);
    const [code] = (await once(client.socket, 'close')) as [number];
    expect(code).toBe(4401);
    expect(client.frames).toEqual([{ type: 'error', code: 'UNAUTHORIZED', message: expect.any(String) }]);
    expect((await history(tomo, 'refused')).status).toBe(404);
  });

  it('tells what is wrong with a frame, and goes on', async () => {
    const client = await Client.open(tomo, AUTH);
    client.socket.send('{');
    client.socket.send(Buffer.from('{}'));
    client.send({ type: 'dance' }, { type: 'message' }, AUTH, { type: 'typing', is_typing: true });
    client.send({ ...MESSAGE, character_id: 'nobody' }, { ...MESSAGE, content: ' ' }, MESSAGE);
    await client.next('response');
    const errors = client.frames.filter(({ type }) => type === 'error').map(({ code }) => code);
    expect(errors.sort()).toEqual([
      'CONFLICT',
      ...Array.from({ length: 5 }, () => 'INVALID_REQUEST'),
      'NOT_FOUND',
    ]);
    expect(client.types()).not.toContain('dance');
    client.socket.close();
  });

  it('answers many messages one after the other, and refuses too many at once', async () => {
    const client = await Client.open(tomo, { ...AUTH, session_id: 'flood' });
    await client.next('auth_ok');
    client.send(...Array.from({ length: 40 }, () => MESSAGE));
    await client.next('response', 16);
    const refused = client.frames.filter(({ type }) => type === 'error');
    expect(refused.length).toBeGreaterThan(0);
    for (const frame of refused) {
      expect(frame).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retry_after_seconds: expect.any(Number) });
    }
    client.socket.close();
  });

  it('stops answering whoever has gone, and keeps what was said', async () => {
    const client = await Client.open(endless, { ...AUTH, session_id: 'gone' }, MESSAGE);
    await client.next('typing');
    client.socket.close();
    await expect
      .poll(async () => (await history(endless, 'gone')).body.messages?.length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    const again = await Client.open(endless, { ...AUTH, session_id: 'again' }, MESSAGE);
    await again.next('typing');
    again.socket.terminate();
    const { body } = await endless.call('GET', '/chattr/api/v1/metrics');
    expect(body.active_sessions).toBe(2);
  });

  it('ends when what it signed in with ends', async () => {
    const { body: key } = await tomo.call('POST', '/v1/api-keys', { name: 'x', scopes: ['chat'] });
    const client = await Client.open(tomo, { type: 'auth', token: key.key });
    await client.next('auth_ok');
    const closed = once(client.socket, 'close');
    await tomo.call('DELETE', `/v1/api-keys/${key.id}`);
    expect(((await closed) as [number])[0]).toBe(4401);
  });

  it('asked as plain HTTP says what it is', async () => {
    const answer = await fetch(`${tomo.url}/chattr/api/v1/ws/chat`);
    expect(answer.status).toBe(426);
    expect(await answer.json()).toMatchObject({ error: { code: 'INVALID_REQUEST' } });
  });
});

describe('an answer that is cut off over HTTP', () => {
  it('stops when the client goes away, so that the next one is answered', async () => {
    const leaving = new AbortController();
    const asked = fetch(`${endless.url}/chattr/api/v1/chat/message`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Go on', session_id: 'left' }),
    });
    await expect.poll(async () => (await history(endless, 'left')).body.total_count).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    // Clearing waits until the turn has ended.
    expect((await endless.call('DELETE', '/chattr/api/v1/chat/history/left')).status).toBe(200);
    expect((await history(endless, 'left')).body.messages).toEqual([]);
  });
});
