import { describe, expect, it, vi } from 'vitest';
import { type Answer, KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const PASSWORD = 'SecurePassword123!';
const OWNER = { authorization: `Bearer ${KEY}` };
const NOBODY = { authorization: '' };
const tomo = tomoForTests('talker');
let count = 0;

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWNER) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const as = (token: string) => ({ authorization: `Bearer ${token}` });

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body]).toEqual([
    status,
    { status: 'error', message: expect.stringMatching(/\S/), code },
  ]);
}

/** From a network of its own, so that the limits of sign-ins by address are not met. */
async function newUser(more: object = {}) {
  const username = `user${++count}`;
  const email = `${username}@example.com`;
  const made = await call('POST', '/auth/register', { username, email, password: PASSWORD, ...more });
  expect(made.status).toBe(201);
  const { status, body } = await tomo.call('POST', '/v1/auth/login', { email, password: PASSWORD }, NOBODY);
  expect(status).toBe(200);
  return { id: made.body.data.id as string, username, email, token: body.access_token as string };
}

describe('a new account', () => {
  it('is made, signs in with its username or address, and knows itself', async () => {
    const account = {
      username: 'ada',
      email: 'ada@example.com',
      password: PASSWORD,
      firstName: 'Ada',
      lastName: 'L',
    };
    const made = await call('POST', '/auth/register', account);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      status: 'success',
      message: expect.any(String),
      data: {
        id: expect.stringMatching(/^usr_/),
        username: 'ada',
        email: 'ada@example.com',
        name: 'Ada L',
        role: 'user',
        tier: 'free',
        emailVerified: false,
        createdAt: expect.any(String),
      },
    });
    for (const login of [
      { username: 'ada' },
      { email: 'ADA@example.com' },
      { username: 'ada@example.com' },
    ]) {
      const { status, body } = await call('POST', '/auth/login', { ...login, password: PASSWORD }, NOBODY);
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        token: body.data.accessToken,
        refreshToken: expect.any(String),
        tokenType: 'Bearer',
        expiresIn: 3_600,
        user: { username: 'ada' },
      });
      expect((await call('GET', '/auth/me', undefined, as(body.data.token))).body.data).toEqual(
        made.body.data,
      );
    }
    expectRefused(
      await call('POST', '/auth/login', { username: 'ada', password: 'wrong' }, NOBODY),
      401,
      'UNAUTHORIZED',
    );
    expectRefused(await call('POST', '/auth/login', { password: PASSWORD }, NOBODY), 400, 'VALIDATION_ERROR');
    expectRefused(await call('POST', '/auth/register', account), 409, 'CONFLICT');
  });

  it('is the owner’s to make while registration is closed', async () => {
    const account = { email: 'stranger@example.com', password: PASSWORD };
    expectRefused(await call('POST', '/auth/register', account, NOBODY), 403, 'FORBIDDEN');
    expectRefused(
      await call('POST', '/auth/register', { ...account, password: 'short' }),
      400,
      'VALIDATION_ERROR',
    );
  });
});

describe('a session', () => {
  it('goes on with a new refresh token each time, and ends when an old one comes back', async () => {
    const { username } = await newUser();
    const first = (await call('POST', '/auth/login', { username, password: PASSWORD }, NOBODY)).body.data;
    const refresh = (refreshToken: string) => call('POST', '/auth/refresh-token', { refreshToken }, NOBODY);
    const second = (await refresh(first.refreshToken)).body.data;
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await call('GET', '/auth/me', undefined, as(second.token))).status).toBe(200);
    expectRefused(await refresh(first.refreshToken), 401, 'UNAUTHORIZED');
    expectRefused(await refresh(second.refreshToken), 401, 'UNAUTHORIZED');
    expectRefused(await call('GET', '/auth/me', undefined, as(second.token)), 401, 'UNAUTHORIZED');
  });

  it('ends with a sign-out', async () => {
    const { token } = await newUser();
    const out = await call('POST', '/auth/logout', undefined, as(token));
    expect([out.status, out.body]).toEqual([
      200,
      { status: 'success', message: expect.any(String), data: null },
    ]);
    expectRefused(await call('GET', '/auth/me', undefined, as(token)), 401, 'UNAUTHORIZED');
  });
});

describe('a forgotten password', () => {
  it('is set anew with the token of a message, once; the answer is the same for every address', async () => {
    const { email, token } = await newUser();
    const ask = (address: string) => call('POST', '/auth/password-reset-request', { email: address }, NOBODY);
    const [known, unknown] = [await ask(email), await ask('nobody@example.com')];
    expect(known.status).toBe(200);
    expect(known.body).toEqual(unknown.body);
    const sent = await vi.waitFor(async () => {
      const { body } = await tomo.call('GET', '/v1/outbox');
      expect(body.messages).toHaveLength(1);
      return body.messages[0];
    });
    const resetToken = sent.token;
    const reset = (more: object) =>
      call('POST', '/auth/password-reset', { token: resetToken, ...more }, NOBODY);
    expectRefused(await reset({}), 400, 'VALIDATION_ERROR');
    expectRefused(await reset({ password: 'short' }), 400, 'VALIDATION_ERROR');
    expect((await reset({ newPassword: 'AnotherPassword1' })).status).toBe(200);
    expectRefused(await call('GET', '/auth/me', undefined, as(token)), 401, 'UNAUTHORIZED');
    expectRefused(await reset({ password: 'ThirdPassword1' }), 400, 'VALIDATION_ERROR');
    const login = { email, password: 'AnotherPassword1' };
    expect((await tomo.call('POST', '/v1/auth/login', login, NOBODY)).status).toBe(200);
    expect(tomo.log()).not.toContain(resetToken);
  });
});

describe('one’s own account', () => {
  it('is changed in part; another address or password needs the old password', async () => {
    const { token, username } = await newUser();
    const put = (body: object, headers = as(token)) => call('PUT', '/auth/me', body, headers);
    expect((await put({ name: 'Grace' })).body.data).toMatchObject({ name: 'Grace', username });
    expectRefused(await put({ email: 'grace@example.com' }), 401, 'UNAUTHORIZED');
    expectRefused(
      await put({ newPassword: 'AnotherPassword1', currentPassword: 'wrong' }),
      401,
      'UNAUTHORIZED',
    );
    const changed = await put({ email: 'Grace@example.com', currentPassword: PASSWORD, username: 'Grace' });
    expect(changed.body.data).toMatchObject({ email: 'grace@example.com', username: 'grace', name: 'Grace' });
    expectRefused(await put({ username: 'ada' }), 409, 'CONFLICT');
    await put({ newPassword: 'AnotherPassword1', currentPassword: PASSWORD });
    expectRefused(await call('GET', '/auth/me', undefined, as(token)), 401, 'UNAUTHORIZED');
    const again = await call(
      'POST',
      '/auth/login',
      { username: 'grace', password: 'AnotherPassword1' },
      NOBODY,
    );
    expect(again.status).toBe(200);
    expectRefused(await put({ email: 'owner@example.com' }, OWNER), 400, 'VALIDATION_ERROR');
  });

  it('makes API keys that are shown once, and go into X-API-Key', async () => {
    const { id, token } = await newUser();
    const made = await call('POST', '/auth/api-key', { name: 'script', scopes: ['read'] }, as(token));
    expect(made.status).toBe(201);
    const { apiKey } = made.body.data;
    const withKey = { authorization: '', 'x-api-key': apiKey };
    expect((await call('GET', '/auth/me', undefined, withKey)).body.data.id).toBe(id);
    expectRefused(await call('POST', '/chatbots', { name: 'No' }, withKey), 403, 'FORBIDDEN');
    expectRefused(await call('POST', '/auth/api-key', {}, withKey), 403, 'FORBIDDEN');
    const listed = (await tomo.call('GET', '/v1/api-keys', undefined, as(token))).body;
    expect(JSON.stringify(listed)).not.toContain(apiKey);
    expect((await call('POST', '/auth/api-key', undefined, as(token))).status).toBe(201);
  });
});

describe('accounts', () => {
  it('are listed, searched and read by the owner and admins alone', async () => {
    const user = await newUser({ name: 'Katherine Johnson' });
    const admin = await newUser();
    await call('PUT', `/admin/users/${admin.id}`, { role: 'admin' });
    for (const headers of [OWNER, as(admin.token)]) {
      const found = (await call('GET', '/admin/users?search=katherine&limit=5', undefined, headers)).body;
      expect(found.data.map(({ id }: { id: string }) => id)).toEqual([user.id]);
      expect(found.pagination).toEqual({ total: 1, pages: 1, page: 1, limit: 5 });
      expect((await call('GET', `/admin/users/${user.id}`, undefined, headers)).body.data.name).toBe(
        'Katherine Johnson',
      );
    }
    const second = (await call('GET', '/admin/users?page=2&limit=1')).body;
    expect(second.pagination.total).toBeGreaterThan(2);
    expect(second.pagination.pages).toBe(second.pagination.total);
    expect(second.data).toHaveLength(1);
    expectRefused(await call('GET', '/admin/users', undefined, as(user.token)), 403, 'FORBIDDEN');
    expectRefused(await call('GET', '/admin/users/usr_nobody'), 404, 'NOT_FOUND');
  });

  it('are changed and deleted by admins where they are users, and by the owner', async () => {
    const [user, admin, other] = [await newUser(), await newUser(), await newUser()];
    for (const { id } of [admin, other]) await call('PUT', `/admin/users/${id}`, { role: 'admin' });
    const owner = (await call('GET', '/auth/me')).body.data.id;
    const put = (id: string, body: object) => call('PUT', `/admin/users/${id}`, body, as(admin.token));
    const remove = (id: string) => call('DELETE', `/admin/users/${id}`, undefined, as(admin.token));
    expect((await put(user.id, { tier: 'pro', role: 'user' })).body.data.tier).toBe('pro');
    expectRefused(await put(user.id, { role: 'admin' }), 403, 'FORBIDDEN');
    for (const id of [other.id, owner, admin.id]) {
      expectRefused(await put(id, { name: 'Changed' }), 403, 'FORBIDDEN');
      expectRefused(await remove(id), 403, 'FORBIDDEN');
    }
    expect((await remove(user.id)).status).toBe(200);
    expectRefused(await call('GET', '/auth/me', undefined, as(user.token)), 401, 'UNAUTHORIZED');
    expect((await call('DELETE', `/admin/users/${other.id}`)).status).toBe(200);
    expectRefused(await call('DELETE', `/admin/users/${owner}`), 400, 'VALIDATION_ERROR');
  });
});

describe('limits', () => {
  const limitsOf = ({ headers }: Answer) => ({
    limit: headers.get('x-ratelimit-limit'),
    remaining: headers.get('x-ratelimit-remaining'),
  });

  it('are those of the group, in headers, and none are the owner’s', async () => {
    const { token } = await newUser();
    expect(limitsOf(await call('GET', '/chatbots', undefined, as(token)))).toEqual({
      limit: '30',
      remaining: '29',
    });
    expect(limitsOf(await call('GET', '/chatbots', undefined, as(token)))).toEqual({
      limit: '30',
      remaining: '28',
    });
    expect(limitsOf(await call('GET', '/auth/me', undefined, as(token)))).toEqual({
      limit: '20',
      remaining: '19',
    });
    expect(limitsOf(await call('GET', '/chatbots'))).toEqual({ limit: null, remaining: null });
    const bot = (await call('GET', '/chatbots', undefined, as(token))).body.data[0].id;
    const said = await call('POST', `/chatbots/${bot}/conversation`, { message: 'Hi' }, as(token));
    expect(limitsOf(said)).toEqual({ limit: '60', remaining: '59' });
  });

  it('that are used up are refused, and say when they begin anew', async () => {
    const { token } = await newUser();
    let answer: Answer;
    const seconds = Math.floor(Date.now() / 1000);
    do answer = await call('GET', '/auth/me', undefined, as(token));
    while (answer.status === 200);
    expectRefused(answer, 429, 'RATE_LIMIT_EXCEEDED');
    expect(limitsOf(answer)).toEqual({ limit: '20', remaining: '0' });
    const reset = Number(answer.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThanOrEqual(seconds);
    expect(reset).toBeLessThan(seconds + 3_600);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('GET', '/chatbots', undefined, as(token))).status).toBe(200);
  });

  it('of sign-ins count by address, whoever asks', async () => {
    let answer: Answer;
    do answer = await call('POST', '/auth/login', { username: `u${++count}`, password: 'guess' }, NOBODY);
    while (answer.status === 401);
    expectRefused(answer, 429, 'RATE_LIMIT_EXCEEDED');
    expect(limitsOf(answer)).toEqual({ limit: '10', remaining: '0' });
  });
});
