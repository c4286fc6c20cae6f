import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_THERE_YET, OPERATIONS, SOCKET } from '../../src/main/dialects/bambisleep/operations.ts';
import { RoomClient } from '../support/room-client.ts';
import { type Answer, KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { BAMBISLEEP_ERROR, BAMBISLEEP_EXAMPLES, BAMBISLEEP_FRAMES } from './bambisleep-examples.ts';
import { shapeProblems } from './shape-problems.ts';

/** Beside the checkout, where the documents are; they are not part of the project. */
const FILE = fileURLToPath(new URL('../../../shared/specs/002_9f53c920d1daeda9.txt', import.meta.url));
const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null;
const USERNAME = 'your_username';

let tomo: RunningTomo;
/** Where the routes are, and who asks: beside everything else with the cookie, and on a port of its own with a key. */
let places: Record<string, { base: string; headers: Record<string, string> }>;
let token: string;
let sessionId: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker'), '--also', 'bambisleep:0'] });
  const [login] = BAMBISLEEP_EXAMPLES;
  expect((await tomo.call('POST', '/bambisleep/v1/auth/register', login?.request)).status).toBe(200);
  const signedIn = await tomo.call('POST', '/bambisleep/v1/auth/login', login?.request, {
    authorization: '',
  });
  token = signedIn.body.token;
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
  const { body } = await tomo.call(
    'POST',
    '/v1/api-keys',
    { name: 'x' },
    { authorization: `Bearer ${token}` },
  );
  const alone = JSON.parse(tomo.firstLine).also[0].url;
  places = {
    'with the cookie': { base: `${tomo.url}/bambisleep`, headers: { cookie } },
    'with an API key, on a port of its own': {
      base: alone,
      headers: { authorization: `Bearer ${body.key}` },
    },
  };
});
afterAll(async () => {
  await tomo.stop();
});

async function ask(
  place: string,
  operation: string,
  body?: object,
): Promise<Pick<Answer, 'status' | 'body'>> {
  const { base, headers } = places[place] as { base: string; headers: Record<string, string> };
  const [method = '', path = ''] = operation.split(' ');
  const answer = await fetch(base + path.replace('{username}', USERNAME).replace('{sessionId}', sessionId), {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

it.skipIf(document === null)('has every operation, example and status of the document', () => {
  const text = document as string;
  // A block with a header is no operation: it shows where a key stands.
  const found = [...text.matchAll(/^```\n([A-Z]+) (\/\S+)\n```/gm)].map(
    ([, method, path]) => `${method} /v1${path}`,
  );
  expect(found).toEqual(OPERATIONS);
  expect(text).toContain(`wss://api.bambisleep.chat${SOCKET}\n`);
  const bodies = [...text.matchAll(/^```json\n([\s\S]*?)```/gm)].map(([, json = '']) =>
    JSON.parse(json.replace(/ \/\/ .*$/gm, '')),
  );
  const known = [
    ...BAMBISLEEP_EXAMPLES.flatMap(({ request, response }) => [request, response]),
    ...Object.values(BAMBISLEEP_FRAMES),
    BAMBISLEEP_ERROR,
  ];
  expect(bodies).toHaveLength(15);
  for (const body of bodies) expect(known).toContainEqual(body);
});

describe.each(['with the cookie', 'with an API key, on a port of its own'])('each example, %s', (place) => {
  it.each(BAMBISLEEP_EXAMPLES.map((example) => [example.operation, example] as const))(
    '%s',
    async (operation, { request, response }) => {
      const answer = await ask(place, operation, request);
      if (operation in NOT_THERE_YET) {
        expect(answer.status).toBe(503);
        expect(answer.body).toMatchObject({
          error: true,
          code: 'SERVICE_UNAVAILABLE',
          details: { available: false },
        });
        return;
      }
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      if (operation.endsWith('/generate')) sessionId = answer.body.sessionId;
      // Nothing that was said is one of the triggers.
      expect(
        shapeProblems(response ?? {}, answer.body, operation.endsWith('/generate') ? ['triggers'] : []),
      ).toEqual([]);
    },
  );

  it('a trigger that is said is named', async () => {
    const { body } = await ask(place, 'POST /v1/ai/generate', { prompt: 'The custom trigger, please' });
    expect(body.triggers).toEqual(['Custom Trigger']);
  });

  it('an error', async () => {
    const { body, status } = await ask(place, 'GET /v1/nothing');
    expect(status).toBe(404);
    expect(shapeProblems(BAMBISLEEP_ERROR, body)).toEqual([]);
  });
});

it('the frames of the room', async () => {
  const { base } = places['with the cookie'] as { base: string };
  const client = new RoomClient(base);
  await once(client.socket, 'open');
  client.send({ ...BAMBISLEEP_FRAMES.auth, token });
  await client.next('auth_ok');
  const other = await RoomClient.open(base, KEY);
  client.send(BAMBISLEEP_FRAMES.said);
  expect(await other.next('message')).toMatchObject({ username: USERNAME, content: 'Hello everyone!' });
  other.send({ type: 'message', content: BAMBISLEEP_FRAMES.heard.content });
  expect(shapeProblems(BAMBISLEEP_FRAMES.heard, await client.next('message'))).toEqual([]);
  for (const one of [client, other]) one.socket.close();
});
