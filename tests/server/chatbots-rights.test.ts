import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOT_THERE_YET, OPERATIONS } from '../../src/main/dialects/chatbots/operations.ts';
import { type Operation, pathWith, readOperations } from '../abuse/operations.ts';
import { fitting } from '../abuse/schema-values.ts';
import { type Answer, KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ADMIN_ONLY, BODIES, type Ids, makeThings, NOT_THE_OWNERS, PUBLIC } from './chatbots-things.ts';

const PASSWORD = 'SecurePassword123!';
const REFUSED = [401, 403, 404];
const tomo = tomoForTests('talker');
let operations: ReadonlyMap<string, Operation>;
let victim: Asker;
let count = 0;

interface Asker {
  headers: Record<string, string>;
  ids: Ids;
}

const there = OPERATIONS.filter((name) => !(name in NOT_THERE_YET));
const locked = there.filter((name) => !PUBLIC.includes(name));
const onThings = locked.filter((name) => name.includes('{'));
/** These end with what they were asked with; sign-outs are tested by themselves. */
const withoutSignOut = (name: string) => name !== 'POST /api/v1/auth/logout';

beforeAll(async () => {
  const all = await readOperations(tomo.url);
  const own = all.filter(({ path }) => path.startsWith('/chatbots/'));
  operations = new Map(own.map((item) => [`${item.method} ${item.path.replace('/chatbots', '')}`, item]));
  victim = await newAsker();
});

/** An account without limits. */
async function newAsker(role: 'user' | 'admin' = 'user'): Promise<Asker> {
  const account = { email: `asker${++count}@example.com`, password: PASSWORD };
  const { id } = (await tomo.call('POST', '/v1/auth/register', account)).body;
  const changes = { role, tier: 'enterprise', requests_per_hour: 1_000_000 };
  await tomo.call('PATCH', `/v1/accounts/${id}`, changes);
  const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
  const headers = { authorization: `Bearer ${body.access_token}` };
  return { headers, ids: { accountId: id, ...(await thingsFor(headers)) } };
}

async function thingsFor(headers: Record<string, string>): Promise<Ids> {
  const call = async (method: string, path: string, body?: object) => {
    const answer = await tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
    expect([method, path, answer.status < 300, answer.body]).toEqual([method, path, true, answer.body]);
    return answer.body;
  };
  const bot = await call('POST', '/chatbots', { name: `Bot ${++count}` });
  return await makeThings(call, bot.data.id);
}

/** Asks for an operation with a body that fits, so that only the caller can be what is wrong. */
async function attempt(name: string, headers: Record<string, string>, ids: Ids): Promise<Answer> {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`${name} is not in the OpenAPI document`);
  const { method, body, needed } = operation;
  const made = body === undefined ? undefined : fc.sample(fitting(body), { numRuns: 1, seed: 1 })[0];
  const query = needed.length === 0 ? '' : `?${needed.map((item) => `${item}=plan`).join('&')}`;
  return await tomo.call(method, pathWith(operation, ids) + query, BODIES[name]?.(ids) ?? made, headers);
}

/** The things that an operation is asked with; what it deletes is not needed afterwards. */
async function expendable(name: string, { headers, ids }: Asker): Promise<Ids> {
  if (name.includes('{accountId}')) return { ...ids, accountId: (await newAsker()).ids.accountId ?? '' };
  return name.startsWith('DELETE') ? { ...ids, ...(await thingsFor(headers)) } : ids;
}

const about = (name: string, { status, body }: Answer) => `${name}: ${status} ${JSON.stringify(body)}`;

describe('nobody', () => {
  it.each(locked)('is let in to %s', async (name) => {
    for (const authorization of ['', 'Bearer wrong']) {
      const answer = await attempt(name, { authorization }, victim.ids);
      expect(answer.status, about(name, answer)).toBe(401);
      expect(answer.body).toEqual({ status: 'error', message: expect.any(String), code: 'UNAUTHORIZED' });
    }
  });

  it.each(PUBLIC)('needs a key for %s', async (name) => {
    const answer = await attempt(name, { authorization: '' }, {});
    // Credentials that are made up, and a registration that is closed, are refused for what they are.
    const expected = name.endsWith('/register') ? [403] : [200, 400, 401];
    expect(expected, about(name, answer)).toContain(answer.status);
    expect(answer.body.message).not.toMatch(/key is needed/);
  });
});

describe('somebody else', () => {
  it.each(onThings)('finds nothing and changes nothing with %s', async (name) => {
    const stranger = await strangerOnce();
    const answer = await attempt(name, stranger.headers, victim.ids);
    expect([403, 404], about(name, answer)).toContain(answer.status);
    expect(answer.body.code).toBe(answer.status === 403 ? 'FORBIDDEN' : 'NOT_FOUND');
    expect(answer.status === 403, about(name, answer)).toBe(ADMIN_ONLY.includes(name));
  });

  it.each(ADMIN_ONLY)('is no admin: %s', async (name) => {
    const stranger = await strangerOnce();
    const answer = await attempt(name, stranger.headers, stranger.ids);
    expect(answer.status, about(name, answer)).toBe(403);
  });

  let stranger: Promise<Asker> | undefined;
  const strangerOnce = () => (stranger ??= newAsker());
});

describe('an admin', () => {
  let admin: Promise<Asker> | undefined;
  const adminOnce = () => (admin ??= newAsker('admin'));

  it.each(ADMIN_ONLY)('may use %s', async (name) => {
    const asker = await adminOnce();
    const answer = await attempt(name, asker.headers, await expendable(name, asker));
    expect(answer.status, about(name, answer)).toBe(200);
  });

  it.each(onThings.filter((name) => !ADMIN_ONLY.includes(name)))('is a stranger to %s', async (name) => {
    const answer = await attempt(name, (await adminOnce()).headers, victim.ids);
    expect(answer.status, about(name, answer)).toBe(404);
  });
});

describe('the one whose things they are', () => {
  it.each(locked.filter(withoutSignOut).filter((name) => !ADMIN_ONLY.includes(name)))(
    'may use %s',
    async (name) => {
      const answer = await attempt(name, victim.headers, await expendable(name, victim));
      expect(REFUSED, about(name, answer)).not.toContain(answer.status);
      expect(answer.status, about(name, answer)).toBeLessThan(500);
    },
  );
});

describe('the owner', () => {
  const headers = { authorization: `Bearer ${KEY}` };

  const allowed = locked.filter(withoutSignOut).filter((name) => !NOT_THE_OWNERS.includes(name));

  it.each(NOT_THE_OWNERS)('is a stranger to %s', async (name) => {
    const answer = await attempt(name, headers, victim.ids);
    expect(answer.status, about(name, answer)).toBe(404);
  });

  it.each(allowed)('may use %s, whoever’s things they are', async (name) => {
    const answer = await attempt(name, headers, await expendable(name, victim));
    expect(REFUSED, about(name, answer)).not.toContain(answer.status);
    expect(answer.status, about(name, answer)).toBeLessThan(500);
  });
});

it('every operation that is there is described, so that it was tried above', () => {
  expect([...operations.keys()]).toEqual(expect.arrayContaining([...there]));
});
