import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const PASSWORD = 'SecurePassword123!';
let tomo: RunningTomo;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
});

afterAll(async () => {
  await tomo.stop();
});

let count = 0;

/** A fresh account, signed in. */
async function newAccount(): Promise<{ id: string; email: string; access: string; refresh: string }> {
  count += 1;
  const email = `user${count}@example.com`;
  const { body, status } = await tomo.call('POST', '/v1/auth/register', { email, password: PASSWORD });
  expect(status).toBe(201);
  const { access, refresh } = await login(email);
  return { id: body.id, email, access, refresh };
}

async function login(email: string, password = PASSWORD) {
  const { status, body } = await anonymous('POST', '/v1/auth/login', { email, password });
  return { status, access: body.access_token as string, refresh: body.refresh_token as string, body };
}

const as = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  tomo.call(method, path, body, { authorization: `Bearer ${token}` });

const anonymous = (method: string, path: string, body?: unknown): Promise<Answer> =>
  tomo.call(method, path, body, { authorization: '' });

describe('registration', () => {
  it('gives the document’s answer to the owner', async () => {
    const { status, body } = await tomo.call('POST', '/v1/auth/register', {
      email: 'John@Example.com',
      password: PASSWORD,
      name: 'John Doe',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^usr_/),
      email: 'john@example.com',
      name: 'John Doe',
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      email_verified: false,
      role: 'user',
      tier: 'free',
    });
    expect(JSON.stringify(body)).not.toMatch(/scrypt|password/i);
  });

  it('is closed to others until the owner opens it', async () => {
    const registration = { email: 'visitor@example.com', password: PASSWORD };
    const { access } = await newAccount();
    for (const refused of [
      await anonymous('POST', '/v1/auth/register', registration),
      await as(access, 'POST', '/v1/auth/register', registration),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.body.error.code).toBe('insufficient_permissions');
    }
    await tomo.call('PUT', '/v1/settings', { registration: 'open' });
    expect((await anonymous('POST', '/v1/auth/register', registration)).status).toBe(201);
    const { body } = await tomo.call('PUT', '/v1/settings', { registration: 'closed' });
    expect(body.registration).toBe('closed');
    expect((await anonymous('POST', '/v1/auth/register', registration)).status).toBe(403);
  });

  it('is open for a run with --open-registration, which is not stored', async () => {
    const open = await startTomo({ args: ['--open-registration'] });
    const registered = await open.call(
      'POST',
      '/v1/auth/register',
      { email: 'a@example.com', password: PASSWORD },
      { authorization: '' },
    );
    expect(registered.status).toBe(201);
    await open.stop();
    const again = await startTomo({ dataDirectory: open.dataDirectory });
    expect((await again.call('GET', '/v1/settings')).body.registration).toBe('closed');
    await again.stop();
  });

  it.each([
    ['no address', { password: PASSWORD }, 'email'],
    ['an address that is none', { email: 'nobody', password: PASSWORD }, 'email'],
    ['a short password', { email: 'short@example.com', password: 'seven77' }, 'password'],
  ])('refuses %s', async (_name, body, field) => {
    const answer = await tomo.call('POST', '/v1/auth/register', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'invalid_request', details: { issues: [{ field }] } });
  });
});

describe('signing in', () => {
  it('gives tokens that work, and are exchanged once', async () => {
    const { email, id } = await newAccount();
    const { body, access, refresh } = await login(email);
    expect(body).toMatchObject({ expires_in: 3600, user: { id, email } });
    expect((await as(access, 'GET', '/v1/auth/me')).body.id).toBe(id);

    const next = await anonymous('POST', '/v1/auth/refresh', { refresh_token: refresh });
    expect(next.status).toBe(200);
    expect((await as(next.body.access_token, 'GET', '/v1/auth/me')).status).toBe(200);

    const stolen = await anonymous('POST', '/v1/auth/refresh', { refresh_token: refresh });
    expect(stolen.status).toBe(401);
    for (const token of [next.body.access_token, access]) {
      expect((await as(token, 'GET', '/v1/auth/me')).status).toBe(401);
    }
  });

  it('ends with signing out, and everywhere with a new password', async () => {
    const { email, access } = await newAccount();
    expect((await as(access, 'POST', '/v1/auth/logout')).status).toBe(204);
    expect((await as(access, 'GET', '/v1/auth/me')).status).toBe(401);

    const first = await login(email);
    const second = await login(email);
    const change = { current_password: PASSWORD, new_password: 'AnotherPassword1' };
    expect((await as(first.access, 'PUT', '/v1/auth/password', change)).status).toBe(204);
    expect((await as(second.access, 'GET', '/v1/auth/me')).status).toBe(401);
    expect((await login(email)).status).toBe(401);
    expect((await login(email, 'AnotherPassword1')).status).toBe(200);
  });

  it('tells a wrong password and an unknown address apart to nobody, and slows guesses down', async () => {
    const { email } = await newAccount();
    const wrong = await login(email, 'wrong-password');
    const unknown = await login('nobody@example.com');
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    // At once, so that they fall into one minute however busy the machine is. One was made above.
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, at) => login(email, `guess-${at}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(9);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(3);
    const refused = await anonymous('POST', '/v1/auth/login', { email, password: PASSWORD });
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('rate_limit_exceeded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('an API key', () => {
  it('is shown once and does what its scopes say', async () => {
    const { access } = await newAccount();
    const made = await as(access, 'POST', '/v1/api-keys', { name: 'reader', scopes: ['read'] });
    expect(made.status).toBe(201);
    const { key, id } = made.body;
    const list = await as(access, 'GET', '/v1/api-keys');
    expect(list.body.api_keys).toMatchObject([{ id, name: 'reader', scopes: ['read'], last_used_at: null }]);
    expect(JSON.stringify(list.body)).not.toContain(key);

    expect((await as(key, 'GET', '/v1/characters')).status).toBe(200);
    for (const [method, path, body] of [
      ['POST', '/v1/characters', { name: 'x' }],
      ['POST', '/v1/conversations', { character_id: 'chr_x' }],
      ['POST', '/v1/api-keys', { name: 'more' }],
      ['GET', '/v1/settings', undefined],
    ] as const) {
      const refused = await as(key, method, path, body);
      expect([path, refused.status, refused.body.error.code]).toEqual([
        path,
        403,
        'insufficient_permissions',
      ]);
    }
    expect((await as(access, 'GET', '/v1/api-keys')).body.api_keys[0].last_used_at).not.toBeNull();

    expect((await as(access, 'DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await as(key, 'GET', '/v1/characters')).status).toBe(401);
  });

  it('talks when it may chat', async () => {
    const { access } = await newAccount();
    const { body } = await as(access, 'POST', '/v1/api-keys', { name: 'chat', scopes: ['chat', 'read'] });
    const { body: list } = await as(body.key, 'GET', '/v1/characters');
    const started = await as(body.key, 'POST', '/v1/conversations', {
      character_id: list.characters[0].id,
      initial_message: 'hello',
    });
    expect(started.status).toBe(201);
    expect(started.body.messages).toHaveLength(2);
  });
});

describe('what an account has', () => {
  it('begins with characters of its own, and is seen by nobody else but the owner', async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const { body: list } = await as(mine.access, 'GET', '/v1/characters');
    expect(list.characters).toMatchObject([
      { name: 'Creative Writer' },
      { name: 'Assistant' },
      { name: 'Tomo' },
    ]);
    const character = `/v1/characters/${list.characters[0].id}`;
    const { body: started } = await as(mine.access, 'POST', '/v1/conversations', {
      character_id: list.characters[0].id,
    });
    const conversation = `/v1/conversations/${started.id}`;

    for (const [method, path, body] of [
      ['GET', character, undefined],
      ['PUT', character, { name: 'Mine now' }],
      ['GET', conversation, undefined],
      ['DELETE', conversation, undefined],
      ['POST', `${conversation}/messages`, { content: 'hello' }],
    ] as const) {
      expect([method, path, (await as(other.access, method, path, body)).status]).toEqual([
        method,
        path,
        404,
      ]);
    }
    expect((await tomo.call('GET', character)).body.name).toBe('Creative Writer');
    expect((await tomo.call('GET', conversation)).status).toBe(200);
  });

  it('goes with it when the owner deletes it', async () => {
    const { id, access } = await newAccount();
    const { body } = await as(access, 'GET', '/v1/characters');
    expect((await as(access, 'DELETE', `/v1/accounts/${id}`)).status).toBe(403);
    expect((await tomo.call('DELETE', `/v1/accounts/${id}`)).status).toBe(204);
    expect((await as(access, 'GET', '/v1/auth/me')).status).toBe(401);
    expect((await tomo.call('GET', `/v1/characters/${body.characters[0].id}`)).status).toBe(404);
  });

  it('hears its own conversations only over the WebSocket', async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const probe = await RealtimeProbe.open(tomo.url, undefined, true, mine.access);
    const spy = await RealtimeProbe.open(tomo.url, undefined, true, other.access);
    const { body: list } = await as(mine.access, 'GET', '/v1/characters');
    const { body: started } = await as(mine.access, 'POST', '/v1/conversations', {
      character_id: list.characters[0].id,
    });
    spy.send({ type: 'subscribe', conversation_ids: [started.id], speech: true });
    probe.send({ type: 'message', conversation_id: started.id, content: 'hello' });
    await probe.next('message_complete');
    spy.send({ type: 'message', conversation_id: started.id, content: 'hello' });
    expect((await spy.next('error')).code).toBe('resource_not_found');
    expect(spy.frames.map((frame) => frame.type)).toEqual(['auth_ok', 'error']);
    probe.close();
    spy.close();
  });

  it('ends its WebSocket with its session', async () => {
    const { access } = await newAccount();
    const probe = await RealtimeProbe.open(tomo.url, undefined, true, access);
    const closed = once(probe.socket, 'close');
    await as(access, 'POST', '/v1/auth/logout');
    expect((await closed)[0]).toBe(4401);
  });
});

describe('the limits of an account', () => {
  it('are those of its tier, in the headers of each answer, and none for the owner', async () => {
    const { id, access } = await newAccount();
    const first = await as(access, 'GET', '/v1/auth/me');
    expect(first.headers.get('x-ratelimit-limit')).toBe('100');
    const remaining = Number(first.headers.get('x-ratelimit-remaining'));
    const reset = Number(first.headers.get('x-ratelimit-reset'));
    expect(reset - Date.now() / 1000).toBeGreaterThan(0);
    expect(reset - Date.now() / 1000).toBeLessThanOrEqual(3_601);
    const second = await as(access, 'GET', '/v1/auth/me');
    expect(Number(second.headers.get('x-ratelimit-remaining'))).toBe(remaining - 1);

    await tomo.call('PATCH', `/v1/accounts/${id}`, { tier: 'pro' });
    expect((await as(access, 'GET', '/v1/auth/me')).headers.get('x-ratelimit-limit')).toBe('1000');
    await tomo.call('PATCH', `/v1/accounts/${id}`, { tier: 'enterprise', requests_per_hour: 3 });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await as(access, 'GET', '/v1/auth/me')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await as(access, 'GET', '/v1/auth/me');
    expect(refused.body.error.code).toBe('rate_limit_exceeded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    expect((await tomo.call('GET', '/v1/auth/me')).headers.get('x-ratelimit-limit')).toBeNull();
  });
});
