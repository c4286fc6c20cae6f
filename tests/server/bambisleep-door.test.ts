import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, bearer } from '../abuse/ask.ts';
import { expectBambisleepError as expectError, newBambisleepPerson } from '../support/bambisleep-person.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

const ORIGIN = 'https://page.example';
let tomo: RunningTomo;
let open: RunningTomo;
let alone: string;

beforeAll(async () => {
  [tomo, open] = await Promise.all([
    startTomo({ args: ['--also', 'bambisleep:0'] }),
    startTomo({ args: ['--open-registration'] }),
  ]);
  alone = JSON.parse(tomo.firstLine).also[0].url;
  await tomo.call('PUT', '/v1/settings', { allowed_origins: [ORIGIN] });
});
afterAll(async () => {
  await Promise.all([tomo.stop(), open.stop()]);
});

const newPerson = () => newBambisleepPerson(tomo);
const at = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
  ask(tomo.url, { method, path: `/bambisleep/v1${path}`, headers, body });

describe('the session cookie', () => {
  it('is for this server alone, and no script reads it', async () => {
    const { setCookie, token } = await newPerson();
    const [pair, ...attributes] = setCookie.split('; ');
    expect(pair).toBe(`bambisleep_session=${token}`);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/bambisleep', 'SameSite=Strict']);
  });

  it('stands for the whole of a port that speaks nothing else', async () => {
    const { name } = await newPerson();
    const login = { username: name, password: 'SecurePassword123!' };
    const { headers } = await ask(alone, { method: 'POST', path: '/v1/auth/login', body: login });
    expect(headers['set-cookie']?.[0]).toContain('; Path=/;');
  });

  it('is kept for TLS where the page was loaded with it', async () => {
    const { name } = await newPerson();
    const login = { username: name, password: 'SecurePassword123!' };
    const { headers } = await at('POST', '/auth/login', { origin: ORIGIN }, login);
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  });

  it('and the token show who asks, until the sign-out ends both on the server', async () => {
    const { cookie, token, name } = await newPerson();
    const ways = [{ cookie: `other=1; ${cookie}; more=2` }, bearer(token)];
    for (const headers of ways) {
      const { body } = await at('POST', '/triggers', headers, { name: 'hello', content: 'Wave.' });
      expect(body.creator).toBe(name);
    }
    const left = await at('POST', '/auth/logout', { cookie });
    expect(left.body).toEqual({ success: true, message: 'Signed out' });
    expect(left.headers['set-cookie']?.[0]).toMatch(/^bambisleep_session=; .*Max-Age=0/);
    for (const headers of ways) expectError(await at('GET', '/triggers', headers), 401, 'UNAUTHORIZED');
  });

  it('ends with the password', async () => {
    const { cookie, token } = await newPerson();
    const change = { current_password: 'SecurePassword123!', new_password: 'AnotherPassword1' };
    const changed = await tomo.call('PUT', '/v1/auth/password', change, bearer(token));
    expect(changed.status).toBe(204);
    expectError(await at('GET', '/triggers', { cookie }), 401, 'UNAUTHORIZED');
  });

  it('is worth nothing at other APIs', async () => {
    const { cookie } = await newPerson();
    for (const path of ['/v1/auth/me', '/chattr/api/v1/characters', '/v1/models']) {
      expect((await ask(tomo.url, { method: 'GET', path, headers: { cookie } })).status).toBe(401);
    }
  });

  it('helps no page of another origin: not to change, not to read', async () => {
    const { cookie, name } = await newPerson();
    const body = { displayName: 'Intruder' };
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${tomo.port + 1}`]) {
      for (const [method, path] of [
        ['PUT', `/profile/${name}`],
        ['GET', '/triggers'],
        ['POST', '/auth/logout'],
      ] as const) {
        const sent = method === 'GET' ? undefined : body;
        expectError(await at(method, path, { cookie, origin }, sent), 403, 'FORBIDDEN');
      }
    }
    // What browsers send without an origin: pictures, scripts and links of pages of other ports and sites.
    for (const site of ['same-site', 'cross-site']) {
      const foreign = await at('GET', '/triggers', { cookie, 'sec-fetch-site': site });
      expectError(foreign, 401, 'UNAUTHORIZED');
    }
    expect((await at('GET', '/triggers', { cookie })).status).toBe(200);
    for (const site of ['same-origin', 'none']) {
      expect((await at('GET', '/triggers', { cookie, 'sec-fetch-site': site })).status).toBe(200);
    }
    expect((await at('GET', `/profile/${name}`, { cookie })).body.displayName).toBe(name);
  });

  it('works for pages of Tomo and of origins that the owner allowed', async () => {
    const { cookie } = await newPerson();
    for (const origin of [tomo.url, ORIGIN]) {
      const headers = { cookie, origin, 'sec-fetch-site': 'cross-site' };
      expect((await at('GET', '/triggers', headers)).status).toBe(200);
    }
  });

  it('is not set by a form of another page, whatever its type', async () => {
    const { name } = await newPerson();
    const login = JSON.stringify({ username: name, password: 'SecurePassword123!' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expectError(
        await at('POST', '/auth/login', { 'content-type': type }, login),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      );
    }
  });
});

describe('signing in', () => {
  it('answers as the document shows, also with the email address', async () => {
    const person = { username: 'Alice.1', email: 'alice@example.com', password: 'SecurePassword123!' };
    expect((await at('POST', '/auth/register', bearer(KEY), person)).body).toEqual({
      success: true,
      message: 'Registration successful',
      user: { id: expect.stringMatching(/^usr_/), username: 'alice.1' },
    });
    for (const username of ['alice.1', 'ALICE.1', 'alice@example.com']) {
      const { body, status } = await at('POST', '/auth/login', {}, { username, password: person.password });
      expect([status, body]).toEqual([
        200,
        {
          success: true,
          message: 'Authentication successful',
          user: { id: expect.stringMatching(/^usr_/), username: 'alice.1' },
          token: expect.stringMatching(/\S/),
          expiresAt: expect.stringMatching(/^\d{4}-/),
        },
      ]);
    }
  });

  it('is refused with a wrong password, a name that is not there, or half of it', async () => {
    const { name } = await newPerson();
    for (const username of [name, 'nobody', 'owner']) {
      const refused = await at('POST', '/auth/login', {}, { username, password: 'wrong' });
      expectError(refused, 401, 'UNAUTHORIZED');
      expect(refused.headers['set-cookie']).toBeUndefined();
    }
    for (const body of [{ username: name }, { password: 'x' }, [], 'x', undefined]) {
      expectError(await at('POST', '/auth/login', {}, body), 400, 'INVALID_REQUEST');
    }
  });

  it('needs an account, which only the owner makes, unless registration is open', async () => {
    const body = { username: 'newcomer', password: 'SecurePassword123!' };
    expectError(await at('POST', '/auth/register', {}, body), 403, 'FORBIDDEN');
    const path = '/bambisleep/v1/auth/register';
    const registered = await ask(open.url, { method: 'POST', path, body });
    expect(registered.body.user.username).toBe('newcomer');
    expectError(await ask(open.url, { method: 'POST', path, body }), 409, 'CONFLICT');
    for (const wrong of [
      { username: 'owner' },
      { username: undefined },
      { username: 'a b' },
      { password: 'short' },
      { email: 'no address' },
    ]) {
      const answer = await ask(open.url, { method: 'POST', path, body: { ...body, ...wrong } });
      expect([wrong, answer.status]).toEqual([wrong, wrong.username === 'owner' ? 409 : 400]);
    }
  });
});

describe('the limits', () => {
  it('are sixty requests a minute for an account, on all its ways in, and none for the owner', async () => {
    const { cookie, token } = await newPerson();
    const statuses = [];
    for (let count = 0; count < 62; count++) {
      const headers = count % 2 === 0 ? { cookie } : bearer(token);
      statuses.push((await at('GET', '/triggers', headers)).status);
    }
    expect(statuses).toEqual([...Array(60).fill(200), 429, 429]);
    const refused = await at('GET', '/sessions', { cookie });
    expectError(refused, 429, 'RATE_LIMITED');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body.details).toEqual({ retryAfterSeconds: seconds });
    for (let count = 0; count < 62; count++) {
      expect((await at('GET', '/triggers', bearer(KEY))).status).toBe(200);
    }
  });

  it('are ten a minute for an address that shows no key, signing in included', async () => {
    const ways = ['/bambisleep/v1/auth/login', '/bambisleep/v1/ai/generate'];
    const statuses = [];
    for (let count = 0; count < 12; count++) {
      const answer = await open.call(
        'POST',
        ways[count % 2] ?? '',
        { username: 'x', password: 'x' },
        {
          authorization: '',
        },
      );
      statuses.push(answer.status);
      if (answer.status === 429) {
        expectError(answer, 429, 'RATE_LIMITED');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    expect((await open.call('GET', '/bambisleep/v1/triggers')).status).toBe(200);
  });

  it('follow the number that the owner gave an account', async () => {
    const { id, cookie } = await newPerson();
    await tomo.call('PATCH', `/v1/accounts/${id}`, { tier: 'enterprise', requests_per_hour: 120 });
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await at('GET', '/triggers', { cookie })).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('every failure has the shape of the document', () => {
  const key = bearer(KEY);

  it.each([
    ['no key', 401, 'UNAUTHORIZED', () => at('GET', '/triggers')],
    ['a wrong key', 401, 'UNAUTHORIZED', () => at('GET', '/triggers', bearer('wrong'))],
    [
      'a foreign page',
      403,
      'FORBIDDEN',
      () => at('GET', '/triggers', { ...key, origin: 'https://evil.example' }),
    ],
    ['nothing there', 404, 'NOT_FOUND', () => at('GET', '/nothing', key)],
    [
      'another root',
      404,
      'NOT_FOUND',
      () => ask(tomo.url, { method: 'GET', path: '/bambisleep/x', headers: key }),
    ],
    ['a wrong method', 405, 'METHOD_NOT_ALLOWED', () => at('DELETE', '/triggers', key)],
    ['broken JSON', 400, 'INVALID_REQUEST', () => at('POST', '/triggers', key, '{')],
    [
      'another type',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      () => at('POST', '/triggers', { ...key, 'content-type': 'text/csv' }, 'a'),
    ],
    [
      'a body too large',
      413,
      'PAYLOAD_TOO_LARGE',
      () => at('POST', '/triggers', key, { name: 'x'.repeat(1_100_000) }),
    ],
    [
      'a long prompt',
      413,
      'PAYLOAD_TOO_LARGE',
      () => at('POST', '/ai/generate', key, { prompt: 'x'.repeat(32_001) }),
    ],
  ] as const)('%s', async (_name, status, code, attempt) => {
    expectError(await attempt(), status, code);
  });

  it('a wrong method, with the right ones in Allow', async () => {
    const { headers } = await at('PATCH', '/triggers', key);
    expect(headers.allow).toBe('GET, POST');
  });

  it('the same on a port of its own', async () => {
    const answers = ['/v1/triggers', '/nothing'].map((path) => ask(alone, { method: 'GET', path }));
    expect((await Promise.all(answers)).map(({ body }) => body.code)).toEqual(['UNAUTHORIZED', 'NOT_FOUND']);
  });
});
