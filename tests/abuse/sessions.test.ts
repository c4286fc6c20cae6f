import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ask, bearer } from './ask.ts';
import { newPerson, type Person } from './people.ts';

const PASSWORD = 'a password that is nowhere else';
const tomo = tomoForTests('talker');
let person: Person;

beforeAll(async () => {
  person = await newPerson(tomo);
});

const post = (path: string, body: unknown, token?: string) =>
  ask(tomo.url, { method: 'POST', path, body, headers: token === undefined ? {} : bearer(token) });

describe('a refresh token', () => {
  it('that is sent many times at once is exchanged at most once, and its session ends', async () => {
    const { refreshToken } = await newPerson(tomo);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/v1/auth/refresh', { refresh_token: refreshToken })),
    );
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken.length).toBeLessThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
    for (const { body } of taken) {
      const next = await ask(tomo.url, {
        method: 'GET',
        path: '/v1/auth/me',
        headers: bearer(body.access_token),
      });
      expect(next.status).toBe(401);
      expect((await post('/v1/auth/refresh', { refresh_token: body.refresh_token })).status).toBe(401);
    }
  });

  it.each(['', 'x', 'A'.repeat(43), '../../secret', "' or 1=1 --"])('“%s” opens nothing', async (token) => {
    expect([400, 401]).toContain((await post('/v1/auth/refresh', { refresh_token: token })).status);
  });
});

describe('whoever guesses a password', () => {
  it('is slowed down however the name is written', async () => {
    const email = 'guessed@example.com';
    await tomo.call('POST', '/v1/auth/register', { email, password: PASSWORD });
    const spellings = [
      email,
      email.toUpperCase(),
      ` ${email}`,
      `${email} `,
      'Guessed@Example.Com',
      'ｇuessed@example.com',
    ];
    const guesses = Array.from({ length: 14 }, async (_, guess) => {
      const login = spellings[guess % spellings.length];
      return (await post('/v1/auth/login', { email: login, password: `guess ${guess}` })).status;
    });
    const statuses = await Promise.all(guesses);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    // And the right one does not tell that it is right.
    expect((await post('/v1/auth/login', { email, password: PASSWORD })).status).toBe(429);
  });

  it('learns from no answer which accounts there are', async () => {
    const known = await post('/v1/auth/login', { email: 'person1@example.com', password: 'wrong wrong' });
    const unknown = await post('/v1/auth/login', { email: 'nobody@example.com', password: 'wrong wrong' });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    const [taken, free] = ['person1@example.com', 'free@example.com'].map((email) =>
      post('/v1/auth/register', { email, password: PASSWORD }),
    );
    expect((await taken)?.text).toBe((await free)?.text);
  });
});

describe('open registration', () => {
  it('takes ten a minute from a network, and the owner’s besides', async () => {
    await tomo.call('PUT', '/v1/settings', { registration: 'open' });
    const register = (name: string) =>
      fetch(`${tomo.url}/v1/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${name}@flood.example`, password: PASSWORD }),
      });
    const answers = await Promise.all(Array.from({ length: 13 }, (_, at) => register(`flood${at}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const mine = await tomo.call('POST', '/v1/auth/register', {
      email: 'mine@flood.example',
      password: PASSWORD,
    });
    expect(mine.status).toBe(201);
    await tomo.call('PUT', '/v1/settings', { registration: 'closed' });
  });
});

describe('an account', () => {
  it.each<[string, string, string, object]>([
    ['gives itself another role', 'PATCH', 'self', { role: 'admin' }],
    ['gives itself another tier', 'PATCH', 'self', { tier: 'enterprise' }],
    ['lifts its own limit', 'PATCH', 'self', { requests_per_hour: null }],
  ])('never %s', async (_name, method, _path, body) => {
    const path = `/v1/accounts/${person.id}`;
    const answer = await ask(tomo.url, { method, path, body, headers: bearer(person.token) });
    expect(answer.status).toBe(403);
    expect(await person.get('/v1/auth/me')).toMatchObject({ role: 'user', tier: 'enterprise' });
  });

  it('is not made as owner or admin, whatever its registration says', async () => {
    const extra = {
      role: 'owner',
      tier: 'enterprise',
      email_verified: true,
      id: 'usr_mine',
      requests_per_hour: 1e9,
    };
    const answer = await tomo.call('POST', '/v1/auth/register', {
      email: 'big@example.com',
      password: PASSWORD,
      ...extra,
    });
    if (answer.status === 201) {
      expect(answer.body).toMatchObject({
        role: 'user',
        tier: 'free',
        email_verified: false,
        requests_per_hour: null,
      });
      expect(answer.body.id).not.toBe('usr_mine');
    } else expect(answer.status).toBe(400);
  });

  it('that looks after others makes no admins, and touches neither the owner nor other admins', async () => {
    const admin = await newPerson(tomo);
    const other = await newPerson(tomo);
    await tomo.call('PATCH', `/v1/accounts/${admin.id}`, { role: 'admin' });
    await tomo.call('PATCH', `/v1/accounts/${other.id}`, { role: 'admin' });
    const { body } = await tomo.call('GET', '/v1/auth/me');
    const patch = (id: string, changes: object) =>
      ask(tomo.url, {
        method: 'PATCH',
        path: `/v1/accounts/${id}`,
        body: changes,
        headers: bearer(admin.token),
      });
    expect((await patch(person.id, { name: 'Looked after' })).status).toBe(200);
    expect((await patch(person.id, { role: 'admin' })).status).toBe(403);
    expect((await patch(other.id, { name: 'Mine' })).status).toBe(403);
    expect((await patch(body.id, { name: 'Mine' })).status).toBe(403);
    expect((await patch(admin.id, { tier: 'enterprise' })).status).toBe(403);
    const settings = await ask(tomo.url, {
      method: 'GET',
      path: '/v1/settings',
      headers: bearer(admin.token),
    });
    expect(settings.status).toBe(403);
    const theirs = `/v1/conversations/${person.ids.conversation_id}`;
    expect((await ask(tomo.url, { method: 'GET', path: theirs, headers: bearer(admin.token) })).status).toBe(
      404,
    );
  });
});

describe('a secret', () => {
  it('is in no log and in no file in plain text', async () => {
    const email = 'careful@example.com';
    await tomo.call('POST', '/v1/auth/register', { email, password: PASSWORD });
    const login = (await post('/v1/auth/login', { email, password: PASSWORD })).body;
    const made = await post('/v1/api-keys', { name: 'secret' }, login.access_token);
    await post('/v1/auth/login', { email, password: `${PASSWORD} wrong` });
    await ask(tomo.url, { method: 'GET', path: '/v1/characters', headers: bearer(made.body.key) });
    await ask(tomo.url, {
      method: 'POST',
      path: '/v1/characters',
      headers: bearer(made.body.key),
      body: '{',
    });

    const secrets = [PASSWORD, login.access_token, login.refresh_token, made.body.key, KEY] as string[];
    for (const secret of secrets) expect(tomo.log().includes(secret)).toBe(false);
    const files = await readdir(tomo.dataDirectory, { recursive: true, withFileTypes: true });
    for (const entry of files.filter((file) => file.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      const found = secrets.filter((secret) => bytes.includes(secret));
      expect([entry.name, found]).toEqual([entry.name, []]);
    }
  });
});
