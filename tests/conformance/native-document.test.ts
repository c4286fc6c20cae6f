import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { ERROR_CODES, ERROR_EXAMPLE, EXAMPLES, type Example, FRAMES } from './native-examples.ts';
import { readNativeDocument } from './read-native-document.ts';
import { shapeProblems } from './shape-problems.ts';

/** Beside the checkout, where the documents are; they are not part of the project. */
const DOCUMENT = fileURLToPath(new URL('../../../shared/specs/000_79b99a1aea2f7369.txt', import.meta.url));

/** Where nothing may stand: what a draft does not have, what nobody has counted yet, knowledge bases that do not exist. */
const EXCUSED = ['characters.public_url', 'analytics.avg_rating', 'knowledge_bases'];

let tomo: RunningTomo;
let accessToken: string;
let apiKey: string;
/** The document's id of a thing, and its id here. */
const ids = new Map<string, string>();

beforeAll(async () => {
  tomo = await startTomo({ args: ['--open-registration', '--model', testModel('talker')] });
});
afterAll(async () => {
  await tomo.stop();
});

/** As a stranger runs an example: the words of the document, with the ids that the answers before have given. */
async function run({ operation, request }: Example): Promise<Answer> {
  const [method = '', path = ''] = operation.split(' ');
  const body = path.endsWith('/documents')
    ? documentForm()
    : request && JSON.parse(withOurIds(JSON.stringify(request)));
  const headers = { authorization: path.startsWith('/auth/') ? '' : `Bearer ${apiKey}` };
  return await tomo.call(method, `/v1${withOurIds(inPath(path))}`, body, headers);
}

function inPath(path: string): string {
  return path
    .replace('{character_id}', 'chr_345678')
    .replace('{conversation_id}', 'conv_987654')
    .replace('{kb_id}', 'kb_789');
}

/** What the document tells in words only: a form with the file and its metadata. */
function documentForm(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['Press the green button to begin.']), 'user-guide.pdf');
  form.set('metadata', '{"product":"button"}');
  return form;
}

function withOurIds(text: string): string {
  for (const [theirs, ours] of ids) text = text.replaceAll(theirs, ours);
  return text;
}

function remember(example: unknown, answer: Answer['body']): void {
  const { id } = example as { id?: string };
  if (id !== undefined) ids.set(id, answer.id);
}

it.skipIf(!existsSync(DOCUMENT))('has every example of the document, word for word', () => {
  const document = readNativeDocument(readFileSync(DOCUMENT, 'utf8'));
  expect(document.examples).toEqual(EXAMPLES);
  expect(document.frames).toEqual(FRAMES);
  expect(document.error).toEqual(ERROR_EXAMPLE);
  expect(document.errorCodes).toEqual(ERROR_CODES);
});

describe('each example of the document, in its order', () => {
  it.each(EXAMPLES.map((example) => [example.operation, example] as const))(
    '%s',
    async (operation, example) => {
      const answer = await run(example);
      expect(answer.status, JSON.stringify(answer.body)).toBe(example.status);
      expect(shapeProblems(example.response, answer.body, EXCUSED)).toEqual([]);
      remember(example.response, answer.body);
      if (operation === 'POST /auth/login') await makeApiKey(answer.body.access_token);
    },
  );
});

/** The document has people make their keys in a dashboard. */
async function makeApiKey(token: string): Promise<void> {
  accessToken = token;
  const { body } = await as(token, 'POST', '/v1/api-keys', { name: 'From the dashboard' });
  apiKey = body.key;
}

const as = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  tomo.call(method, path, body, { authorization: `Bearer ${token}` });

it('tells an account its rate limit in the headers of each answer', async () => {
  const { headers } = await as(apiKey, 'GET', '/v1/characters');
  expect(headers.get('x-ratelimit-limit')).toBe('100');
  expect(headers.get('x-ratelimit-remaining')).toMatch(/^\d\d$/);
  expect(headers.get('x-ratelimit-reset')).toMatch(/^\d{10}$/);
});

it('filters the characters by status, and the models by category and name', async () => {
  const count = async (path: string, list: string) => (await as(apiKey, 'GET', path)).body[list].length;
  expect(await count('/v1/characters?status=draft', 'characters')).toBe(3);
  expect(await count('/v1/characters?status=published', 'characters')).toBe(1);
  expect(await count('/v1/characters?status=archived', 'characters')).toBe(0);
  expect(await count('/v1/vrm-models?search=tomo', 'models')).toBe(1);
  expect(await count('/v1/vrm-models?search=nothing-like-this', 'models')).toBe(0);
  expect(await count('/v1/vrm-models?category=fantasy', 'models')).toBe(0);
});

it('streams an answer over the WebSocket, signed in as the document shows', async () => {
  const probe = await RealtimeProbe.open(tomo.url, undefined, false, accessToken);
  const example = EXAMPLES.find(({ operation }) => operation.endsWith('/messages')) as Example;
  const sent = await run(example);
  expect(sent.status).toBe(200);
  await probe.next('message_complete');
  probe.close();
  for (const frame of FRAMES) {
    const same = probe.of(frame.type);
    expect(same.length, frame.type).toBeGreaterThan(0);
    for (const item of same) expect(shapeProblems(frame, item)).toEqual([]);
  }
});

describe('each error code of the document', () => {
  const provoked: Record<string, () => Promise<void>> = {
    invalid_request: async () =>
      expectRefusal(await as(apiKey, 'POST', '/v1/characters', {}), 400, 'invalid_request'),
    authentication_failed: async () =>
      expectRefusal(await as('', 'GET', '/v1/characters'), 401, 'authentication_failed'),
    rate_limit_exceeded: async () => {
      const account = { email: 'busy@example.com', password: 'SecurePassword123!' };
      const { body } = await tomo.call('POST', '/v1/auth/register', account);
      await tomo.call('PATCH', `/v1/accounts/${body.id}`, { requests_per_hour: 1 });
      const token = (await tomo.call('POST', '/v1/auth/login', account)).body.access_token;
      expect((await as(token, 'GET', '/v1/characters')).status).toBe(200);
      const refused = await as(token, 'GET', '/v1/characters');
      expectRefusal(refused, 429, 'rate_limit_exceeded');
      expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    },
    insufficient_permissions: async () =>
      expectRefusal(
        await as(apiKey, 'PUT', '/v1/settings', { registration: 'closed' }),
        403,
        'insufficient_permissions',
      ),
    resource_not_found: async () =>
      expectRefusal(await as(apiKey, 'GET', '/v1/conversations/conv_invalid'), 404, 'resource_not_found'),
    internal_server_error: async () => {
      const inTheWay = join(tomo.dataDirectory, 'audio');
      rmSync(inTheWay, { recursive: true, force: true });
      writeFileSync(inTheWay, '');
      const conversation = await as(apiKey, 'GET', withOurIds('/v1/conversations/conv_987654'));
      const { id } = conversation.body.messages[1];
      expectRefusal(await as(apiKey, 'GET', `/v1/messages/${id}/audio`), 500, 'internal_server_error');
      rmSync(inTheWay);
    },
  };

  it.each(ERROR_CODES)('%s is given where it belongs', async (code) => {
    await (provoked[code] as () => Promise<void>)();
  });

  it('has the shape, and for the example the very words, of the document', async () => {
    const { status, body } = await as(apiKey, 'GET', '/v1/characters/chr_invalid');
    expect(status).toBe(404);
    expect(body).toEqual(ERROR_EXAMPLE);
  });
});
