import { describe, expect, it } from 'vitest';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { type Asked, ask, bearer } from './ask.ts';

const PASSWORD = 'SecurePassword123!';
const tomo = tomoForTests();
let count = 0;

const as = (token: string, method: string, path: string, body?: unknown): Promise<Asked> =>
  ask(tomo.url, { method, path, body, headers: token === '' ? {} : bearer(token) });
const login = (email: string, password = PASSWORD) => as('', 'POST', '/v1/auth/login', { email, password });
const refresh = (token: string) => as('', 'POST', '/v1/auth/refresh', { refresh_token: token });

async function newAccount() {
  const name = `mallory${++count}`;
  const email = `${name}@example.com`;
  const { body, status } = await as(KEY, 'POST', '/v1/auth/register', { email, password: PASSWORD });
  expect(status).toBe(201);
  await as(KEY, 'PATCH', `/v1/accounts/${body.id}`, { tier: 'enterprise' });
  const tokens = (await login(email)).body;
  return {
    id: body.id as string,
    name,
    email,
    access: tokens.access_token as string,
    refresh: tokens.refresh_token as string,
  };
}

describe('a refresh token', () => {
  it('of an older pair ends the session, and no other one of the account', async () => {
    const account = await newAccount();
    const other = (await login(account.email)).body;
    const second = (await refresh(account.refresh)).body;
    const third = (await refresh(second.refresh_token)).body;
    expect((await refresh(account.refresh)).status).toBe(401);
    expect((await refresh(third.refresh_token)).status).toBe(401);
    expect((await as(third.access_token, 'GET', '/v1/auth/me')).status).toBe(401);
    expect((await as(other.access_token, 'GET', '/v1/auth/me')).status).toBe(200);
  });

  it('is worth nothing after signing out, a new password, or the end of the account', async () => {
    const out = await newAccount();
    await as(out.access, 'POST', '/v1/auth/logout');
    expect((await refresh(out.refresh)).status).toBe(401);

    const changed = await newAccount();
    const elsewhere = (await login(changed.email)).body;
    const change = { current_password: PASSWORD, new_password: 'AnotherPassword1' };
    expect((await as(changed.access, 'PUT', '/v1/auth/password', change)).status).toBe(204);
    for (const token of [changed.refresh, elsewhere.refresh_token]) {
      expect((await refresh(token)).status).toBe(401);
    }

    const gone = await newAccount();
    expect((await as(KEY, 'DELETE', `/v1/accounts/${gone.id}`)).status).toBe(204);
    expect((await refresh(gone.refresh)).status).toBe(401);
    expect((await as(gone.access, 'GET', '/v1/auth/me')).status).toBe(401);
  });

  it('is no access token, and an access token is no refresh token', async () => {
    const account = await newAccount();
    expect((await as(account.refresh, 'GET', '/v1/auth/me')).status).toBe(401);
    expect((await refresh(account.access)).status).toBe(401);
    expect((await refresh(KEY)).status).toBe(401);
  });
});

describe('guesses of a password', () => {
  const wide = (text: string) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
  const spellings: [string, (account: { name: string; email: string }) => string][] = [
    ['capital letters', ({ email }) => email.toUpperCase()],
    ['spaces around', ({ email }) => `  ${email}\t`],
    ['a space that does not break', ({ email }) => `\u00a0${email}`],
    ['wide letters', ({ email }) => wide(email)],
    ['a wide @', ({ email }) => email.replace('@', '＠')],
    ['one wide letter', ({ email }) => email.replace('m', 'ｍ')],
    ['the username', ({ name }) => name],
    ['the username in wide letters', ({ name }) => wide(name)],
  ];

  it('are counted for the account, however its name is written', async () => {
    const account = await newAccount();
    const ways = [['as it is', account.email], ...spellings.map(([name, spell]) => [name, spell(account)])];
    // At once, because a minute is soon over on a busy machine.
    const guesses = [...ways, ...ways].map(([, written = '']) => login(written, 'guess'));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    // A way of writing it that was counted for itself would have guesses of its own.
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(statuses.length - 10);
  });

  it('with the current password of a signed-in session are counted too', async () => {
    const { access } = await newAccount();
    const guesses = Array.from({ length: 12 }, (_, at) =>
      as(access, 'PUT', '/v1/auth/password', {
        current_password: `guess-${at}`,
        new_password: 'AnotherPassword1',
      }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(statuses).not.toContain(204);
  });
});

describe('rights', () => {
  const roleOf = async (id: string) =>
    (await as(KEY, 'GET', '/v1/accounts')).body.accounts.find((account: { id: string }) => account.id === id)
      .role;

  it('that were taken back are gone for sessions that were open', async () => {
    const admin = await newAccount();
    await as(KEY, 'PATCH', `/v1/accounts/${admin.id}`, { role: 'admin' });
    expect((await as(admin.access, 'GET', '/v1/accounts')).status).toBe(200);
    await as(KEY, 'PATCH', `/v1/accounts/${admin.id}`, { role: 'user' });
    expect((await as(admin.access, 'GET', '/v1/accounts')).status).toBe(403);
  });

  it('of an API key do not grow, not even those of a key of the owner', async () => {
    const account = await newAccount();
    for (const maker of [account.access, KEY]) {
      const made = await as(maker, 'POST', '/v1/api-keys', { name: 'reader', scopes: ['read'] });
      const { key, id } = made.body;
      const tries: [string, string, unknown?][] = [
        ['POST', '/v1/api-keys', { name: 'more', scopes: ['read', 'write', 'chat'] }],
        ['DELETE', `/v1/api-keys/${id}`],
        ['POST', '/v1/auth/register', { email: `key${++count}@example.com`, password: PASSWORD }],
        ['PATCH', `/v1/accounts/${account.id}`, { role: 'admin' }],
        ['DELETE', `/v1/accounts/${account.id}`],
        ['PUT', '/v1/settings', { registration: 'open' }],
        ['PUT', '/v1/auth/password', { current_password: PASSWORD, new_password: 'AnotherPassword1' }],
        ['POST', '/v1/characters', { name: 'Intruder' }],
      ];
      for (const [method, path, body] of tries) {
        expect([method, path, (await as(key, method, path, body)).status]).toEqual([method, path, 403]);
      }
    }
    expect(await roleOf(account.id)).toBe('user');
  });

  it('of an API key are those that exist', async () => {
    const { access } = await newAccount();
    for (const scopes of [['admin'], ['*'], ['read', 'owner'], ['__proto__'], 'read', [['write']]]) {
      expect((await as(access, 'POST', '/v1/api-keys', { name: 'odd', scopes })).status).toBe(400);
    }
  });
});
