import fc from 'fast-check';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { deriveKey, loadInstallationSecret } from '../../src/main/storage/secret-box.ts';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { type Asked, ask, bearer, messageOf } from './ask.ts';
import { nameOf, type Operation, pathWith, readOperations } from './operations.ts';
import { newPerson, type Person } from './people.ts';
import { fitting } from './schema-values.ts';

/** What answers without a key, and why that is right. A new one has to be put here by somebody who thought of it. */
const PUBLIC: Readonly<Record<string, string>> = {
  'POST /v1/auth/register': 'refused with 403 unless the owner opened registration',
  'POST /v1/auth/login': 'is how one gets a token',
  'POST /v1/auth/refresh': 'takes a refresh token in its body',
  'GET /v1/ws': 'takes the token in its first frame',
  'GET /chattr/api/v1/ws/chat': 'takes the token in its first frame',
  'POST /bambisleep/v1/auth/register': 'refused with 403 unless the owner opened registration',
  'POST /bambisleep/v1/auth/login': 'is how one gets a token and the session cookie',
  'GET /bambisleep/ws/chat': 'takes the token in its first frame, or the session cookie',
  'POST /chatbots/api/v1/auth/register': 'refused with 403 unless the owner opened registration',
  'POST /chatbots/api/v1/auth/login': 'is how one gets a token',
  'POST /chatbots/api/v1/auth/refresh-token': 'takes a refresh token in its body',
  'POST /chatbots/api/v1/auth/password-reset-request': 'is asked by whoever cannot sign in',
  'POST /chatbots/api/v1/auth/password-reset': 'takes the token of a message in its body',
  'GET /chatbots/api/v1/health': 'says that the server answers, as the document wants it',
  'POST /chatagent/api/v1/auth/register': 'refused with 403 unless the owner opened registration',
  'POST /chatagent/api/v1/auth/login': 'is how one gets a token',
  'POST /chatagent/api/v1/auth/refresh': 'takes a refresh token in its body',
  'GET /chatagent/api/v1/ws/conversations/{conversation_id}':
    'takes the token in its address, as the document has it',
  'GET /public/characters/{character}': 'what everybody may know of a published character',
  'POST /public/characters/{character}/visits': 'gives a visitor the token for one conversation with it',
  'GET /public/conversations/{conversation_id}': "takes a visitor's token, for their own conversation",
  'POST /public/conversations/{conversation_id}/messages':
    "takes a visitor's token, for their own conversation",
};

/** What an account may not do, whatever it sends: these are the owner's. */
const NOT_FOR_ACCOUNTS = [
  'DELETE /chatbots/api/v1/admin/users/{accountId}',
  'DELETE /v1/accounts/{account_id}',
  'DELETE /v1/outbox/{outbox_message_id}',
  'GET /chatbots/api/v1/admin/users',
  'GET /chatbots/api/v1/admin/users/{accountId}',
  'GET /chatbots/api/v1/health/status',
  'GET /chatbots/api/v1/metrics',
  'GET /v1/accounts',
  'GET /v1/embedding-models',
  'GET /v1/outbox',
  'GET /v1/settings',
  'PATCH /v1/accounts/{account_id}',
  'POST /v1/model-files',
  'PUT /chatbots/api/v1/admin/users/{accountId}',
  'PUT /v1/settings',
];

/** What only looks, and is asked with a body. */
const READS = [
  'POST /chatbots/api/v1/chatbots/{chatbotId}/references/resolve',
  'POST /v1/knowledge-bases/{knowledge_base_id}/search',
  'POST /chatagent/api/v1/knowledge/bases/{base_id}/search',
];
/** Tells an account what it asked itself, with the addresses that it asked at. */
const TELLS_WHAT_WAS_ASKED = ['GET /chatagent/api/v1/monitoring/logs'];

/** What is another at every look. */
const NEVER_THE_SAME = [
  // Topics fade.
  'GET /chatbots/api/v1/chatbots/{chatbotId}/context/{userId}',
  'GET /chatbots/api/v1/chatbots/{chatbotId}/topics/{userId}',
  // They end now.
  ...['answer-times', 'intents', 'messages', 'ratings', 'sessions', 'users'].map(
    (what) => `GET /chatbots/api/v1/chatbots/{chatbotId}/analytics/${what}`,
  ),
  'GET /chatbots/api/v1/chatbots/{chatbotId}/insights',
  'GET /chattr/api/v1/health',
  'GET /chattr/api/v1/metrics',
  'GET /chatagent/api/v1/monitoring/metrics',
  'GET /chatagent/api/v1/monitoring/logs',
];

/** What an account may do with things that belong to nobody. */
const WITHOUT_OWNER = ['GET /v1/models/{model}'];

const tomo = tomoForTests('talker');
let operations: Operation[];
let victim: Person;
let attacker: Person;

beforeAll(async () => {
  operations = await readOperations(tomo.url);
  victim = await newPerson(tomo);
  attacker = await newPerson(tomo);
}, 240_000);

const locked = () => operations.filter(({ isPublic }) => !isPublic);
const withIds = () => operations.filter(({ parameters }) => parameters.length > 0);

/** What the query must have, so that only the caller can be what is wrong. */
function neededQuery({ needed }: Operation): string {
  return needed.length === 0 ? '' : `?${needed.map((name) => `${name}=plan`).join('&')}`;
}

/** Asks for an operation with a body that fits, so that only the caller can be what is wrong. */
async function attempt(
  operation: Operation,
  headers: Record<string, string>,
  ids: Readonly<Record<string, string>>,
): Promise<Asked> {
  const { method, body, takesFile } = operation;
  const sent = body === undefined ? undefined : fc.sample(fitting(body), { numRuns: 1, seed: 1 })[0];
  return await ask(tomo.url, {
    method,
    path: pathWith(operation, ids) + neededQuery(operation),
    headers,
    body: sent ?? (takesFile ? '{}' : undefined),
  });
}

describe('without a right to it', () => {
  it('only what is on the list answers without a key', () => {
    const found = operations.filter(({ isPublic }) => isPublic).map(nameOf);
    expect(found.sort()).toEqual(Object.keys(PUBLIC).sort());
  });

  it('no route answers to a wrong credential', { timeout: 240_000 }, async () => {
    const secret = deriveKey(await loadInstallationSecret(tomo.dataDirectory), 'access-tokens');
    const claims = JSON.parse(Buffer.from(attacker.token.split('.')[1] ?? '', 'base64url').toString());
    const signed = (key: Uint8Array, expires: string, algorithm = 'HS256') =>
      new SignJWT({ sid: claims.sid })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer('tomo')
        .setSubject(attacker.id)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(key);
    const plain = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const gone = await newPerson(tomo);
    const deletedKey = await gone.apiKey(['read', 'chat', 'write']);
    const endedToken = gone.token;
    await ask(tomo.url, { method: 'POST', path: '/v1/auth/logout', headers: bearer(endedToken) });
    await tomo.call('DELETE', `/v1/accounts/${gone.id}`);
    expect((await tomo.call('GET', '/v1/auth/me')).status).toBe(200);

    const credentials: Record<string, Record<string, string>> = {
      nothing: {},
      'an empty header': { authorization: '' },
      'no token': { authorization: 'Bearer ' },
      'another scheme': { authorization: `Basic ${Buffer.from(`:${KEY}`).toString('base64')}` },
      'the key without a scheme': { authorization: KEY },
      'a wrong key': bearer('tomo_wrong'),
      'most of the key': bearer(KEY.slice(0, -1)),
      'more than the key': bearer(`${KEY}x`),
      'the key in capitals': bearer(KEY.toUpperCase()),
      'an invented API key': bearer(`tomo_sk_${'A'.repeat(43)}`),
      'a deleted API key': bearer(deletedKey),
      'the token of a session that ended': bearer(endedToken),
      'an expired token': bearer(await signed(secret, '-1s')),
      'a token of another installation': bearer(await signed(Buffer.alloc(32, 7), '1h')),
      'a token without a signature': bearer(
        `${plain({ alg: 'none' })}.${plain({ ...claims, exp: 4_000_000_000 })}.`,
      ),
      'a token with another algorithm': bearer(await signed(Buffer.concat([secret, secret]), '1h', 'HS512')),
      'a refresh token': bearer(attacker.refreshToken),
      'a token for somebody who is not': bearer(
        attacker.token.replace(/\.[^.]+\./, `.${plain({ ...claims, sub: victim.id })}.`),
      ),
      'the key as a cookie': { cookie: `token=${KEY}; api-key=${KEY}` },
    };
    // The same signing with the right key and time is let in, so that what is refused is what the name says.
    const right = await ask(tomo.url, {
      method: 'GET',
      path: '/v1/auth/me',
      headers: bearer(await signed(secret, '1h')),
    });
    expect(right.status).toBe(200);

    for (const operation of locked()) {
      for (const [name, headers] of Object.entries(credentials)) {
        const { status, text, body } = await attempt(operation, headers, attacker.ids);
        expect([nameOf(operation), name, status]).toEqual([nameOf(operation), name, 401]);
        expect(messageOf(body), text).toEqual(expect.any(String));
      }
    }
    expect((await attacker.get('/v1/auth/me')) as object).toMatchObject({ id: attacker.id });
  });

  it('a key in the address is no key', async () => {
    for (const operation of locked().filter(({ method }) => method === 'GET')) {
      for (const name of ['token', 'api_key', 'access_token', 'key']) {
        const path = `${pathWith(operation, attacker.ids)}?${name}=${KEY}`;
        expect([path, (await ask(tomo.url, { method: 'GET', path })).status]).toEqual([path, 401]);
      }
    }
  });
});

describe('an account', () => {
  it('does nothing that is the owner’s', async () => {
    const refused: string[] = [];
    for (const operation of locked()) {
      const own = { ...attacker.ids, account_id: victim.id };
      if (operation.method === 'DELETE' && !NOT_FOR_ACCOUNTS.includes(nameOf(operation))) continue;
      if (/\/auth\/(logout|password)$/.test(operation.path)) continue;
      const { status } = await attempt(operation, bearer(attacker.token), own);
      if (status === 403) refused.push(nameOf(operation));
    }
    expect(refused.sort()).toEqual(NOT_FOR_ACCOUNTS);
  });

  it('finds nothing of somebody else’s on any route, and changes nothing of it', async () => {
    const before = await everythingOf(victim);
    for (const operation of withIds()) {
      if (operation.isPublic || WITHOUT_OWNER.includes(nameOf(operation))) continue;
      const { status, text } = await attempt(operation, bearer(attacker.token), victim.ids);
      expect([nameOf(operation), [403, 404].includes(status), text]).toEqual([nameOf(operation), true, text]);
      expect(status === 403 && !NOT_FOR_ACCOUNTS.includes(nameOf(operation)), nameOf(operation)).toBe(false);
    }
    expect(await everythingOf(victim)).toEqual(before);
  });

  it('sees in its lists what is its own', async () => {
    const theirs = Object.values(victim.ids).filter((id) => !id.startsWith('tomo/'));
    for (const operation of locked().filter(
      ({ method, parameters }) => method === 'GET' && parameters.length === 0,
    )) {
      if (TELLS_WHAT_WAS_ASKED.includes(nameOf(operation))) continue;
      const { text } = await attempt(operation, bearer(attacker.token), {});
      expect(
        theirs.filter((id) => text.includes(id)),
        nameOf(operation),
      ).toEqual([]);
    }
  });

  it('gets in its own things with its token, so that the refusals above are not for another reason', async () => {
    for (const operation of withIds().filter(({ method, isPublic }) => method === 'GET' && !isPublic)) {
      if (NOT_FOR_ACCOUNTS.includes(nameOf(operation))) continue;
      const { status, text } = await attempt(operation, bearer(victim.token), victim.ids);
      expect([nameOf(operation), status, text.slice(0, 200)]).toEqual([
        nameOf(operation),
        200,
        text.slice(0, 200),
      ]);
    }
  });
});

describe('an API key', () => {
  it('that may read changes and says nothing, on any route', async () => {
    const reader = await victim.apiKey(['read']);
    const before = await everythingOf(victim);
    for (const operation of locked().filter(({ method }) => method !== 'GET')) {
      if (READS.includes(nameOf(operation))) continue;
      const { status } = await attempt(operation, bearer(reader), victim.ids);
      expect([nameOf(operation), status]).toEqual([nameOf(operation), 403]);
    }
    expect(await everythingOf(victim)).toEqual(before);
  });

  it('that may write and chat, but not read, reads nothing', async () => {
    const writer = await victim.apiKey(['write', 'chat']);
    for (const operation of locked().filter(({ method }) => method === 'GET')) {
      const { status } = await attempt(operation, bearer(writer), victim.ids);
      expect([nameOf(operation), status]).toEqual([nameOf(operation), 403]);
    }
  });

  it('makes no keys, changes no password, and looks after no account', async () => {
    const key = await victim.apiKey(['read', 'chat', 'write']);
    const inPerson = locked().filter(({ path }) =>
      /^\/v1\/(api-keys|accounts|auth\/(password|logout))/.test(path),
    );
    expect(inPerson.length).toBeGreaterThan(6);
    for (const operation of inPerson) {
      const { status } = await attempt(operation, bearer(key), victim.ids);
      expect([nameOf(operation), status]).toEqual([nameOf(operation), 403]);
    }
  });
});

/** Signatures, when a key was used, and until when something was counted. */
const OF_THE_MOMENT = /\?expires=[^"]+|"last_used_at":("[^"]+"|null)|"(to|end)":"[^"]+"/g;

/** Every list and thing of a person, as they see it, but for what looking at it changes. */
async function everythingOf(person: Person): Promise<string[]> {
  const seen: string[] = [];
  for (const operation of locked().filter(({ method }) => method === 'GET')) {
    if ([...NOT_FOR_ACCOUNTS, ...NEVER_THE_SAME].includes(nameOf(operation))) continue;
    const { text } = await attempt(operation, bearer(person.token), person.ids);
    seen.push(`${nameOf(operation)} ${text.replace(OF_THE_MOMENT, '')}`);
  }
  return seen;
}
