import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { NOT_THERE_YET, OPERATIONS, SOCKET } from '../../src/main/dialects/chatagent/operations.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { CHATAGENT_EXAMPLES, ERROR_EXAMPLE, SERVER_FRAMES, USER_MESSAGE } from './chatagent-examples.ts';
import { shapeProblems } from './shape-problems.ts';

/** Beside the checkout, where the documents are; they are not part of the project. */
const FILE = fileURLToPath(new URL('../../../shared/specs/004_9f4cb2c6520087e5.txt', import.meta.url));
const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null;

/** Nothing is found that is near enough, nothing has failed yet, and the first characters have no picture elsewhere. */
const EXCUSED = ['results', 'logs', 'bots.avatar_url'];
const ANSWERED = CHATAGENT_EXAMPLES.filter(({ operation }) => !(operation in NOT_THERE_YET));

let tomo: RunningTomo;
let alone: string;
let token = '';
/** The ids of what was made on the way, by the name that they have in addresses. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  tomo = await startTomo({
    args: ['--model', testModel('talker'), '--also', 'chatagent:0', '--open-registration'],
  });
  alone = JSON.parse(tomo.firstLine).also[0].url;
});
afterAll(async () => {
  await tomo.stop();
});

/** Asks as the document does, with the ids of what there is. */
async function ask(
  operation: string,
  body: object | undefined,
  base = `${tomo.url}/chatagent`,
): Promise<Answer> {
  const [method = '', template = ''] = operation.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? 'nothing');
  const form = /\/(documents|process|batch-process)\/?$/.test(operation) ? aFile() : undefined;
  const json = body === undefined ? undefined : JSON.stringify(withIds(body));
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(operation.endsWith('/register') || token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...((form ?? json) === undefined ? {} : { body: form ?? json }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function withIds(body: object): object {
  return 'bot_id' in body ? { ...body, bot_id: ids.bot_id } : body;
}

function aFile(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['# 配置指南\n\n机器人配置步骤：1. 创建机器人。']), 'guide.md');
  form.set('metadata', JSON.stringify({ title: '产品使用手册', author: '技术团队', version: '1.0' }));
  return form;
}

function learnIds(operation: string, { body }: Answer): void {
  if (operation.endsWith('/register')) token = body.access_token;
  if (operation === 'POST /api/v1/bots/') ids.bot_id = body.id;
  if (operation === 'POST /api/v1/conversations/') ids.conversation_id = body.id;
  if (operation.endsWith('/knowledge/bases')) ids.base_id = body.id;
}

it.skipIf(document === null)('has every operation and example of the document', () => {
  const text = document as string;
  const http = [...text.matchAll(/^```http\n([A-Z]+) (\/[^\s?]+)\S*\n([\s\S]*?)```/gm)];
  expect(http.map(([, method, path]) => `${method} ${path}`)).toEqual(OPERATIONS);
  const sent = http.flatMap(([, , , rest = '']) => /^\{[\s\S]*^\}/m.exec(rest)?.[0] ?? []);
  const requests = CHATAGENT_EXAMPLES.flatMap(({ request }) => request ?? []);
  // What is sent with a file, or to a plugin, is not sent as this.
  const known = sent.filter((json) => !json.includes('extract_text') && !json.includes('"enabled"'));
  for (const json of known.filter((body) => !body.includes('"version"'))) {
    expect(requests).toContainEqual(JSON.parse(json));
  }
  const shown = [...text.matchAll(/^```json\n([\s\S]*?)```/gm)].map(([, json = '']) => JSON.parse(json));
  const answers = [...CHATAGENT_EXAMPLES.map(({ response }) => response), ...SERVER_FRAMES, ERROR_EXAMPLE];
  const isOfPart = (body: object) => 'media_type' in body || 'formats' in body || 'plugins' in body;
  for (const body of shown) {
    if (!isOfPart(body) || 'user_id' in body) expect(answers).toContainEqual(body);
  }
  expect(text).toContain(`ws://localhost:8000${SOCKET}?token={access_token}`);
});

describe('each example of the document, in the order of a first visit', () => {
  it.each(ANSWERED.map((example) => [example.operation, example] as const))(
    '%s',
    async (operation, { request, response }) => {
      const answer = await ask(operation, request);
      expect([operation, [200, 201].includes(answer.status), answer.body]).toEqual([
        operation,
        true,
        answer.body,
      ]);
      learnIds(operation, answer);
      if (response !== undefined) expect(shapeProblems(response, answer.body, EXCUSED)).toEqual([]);
      if (operation === 'POST /api/v1/bots/')
        expect(answer.body).toMatchObject({ is_active: false, plugins: ['weather', 'calculator'] });
      if (operation.endsWith('/start'))
        expect(answer.body).toEqual({ ...(response as object), bot_id: ids.bot_id });
    },
  );
});

it('answers every operation with and without the slash at its end, or says that it is not available', async () => {
  const made = await ask('POST /api/v1/bots/', { name: '再来' });
  ids.bot_id = made.body.id;
  ids.conversation_id = (await ask('POST /api/v1/conversations/', { bot_id: '' })).body.id;
  for (const operation of OPERATIONS.filter((one) => !one.startsWith('DELETE'))) {
    const twin = operation.endsWith('/') ? operation.slice(0, -1) : `${operation}/`;
    for (const one of [operation, twin]) {
      const { status, body } = await ask(one, bodyFor(operation));
      if (operation in NOT_THERE_YET) {
        expect([one, status]).toEqual([one, 503]);
        expect(
          shapeProblems({ ...ERROR_EXAMPLE, error: { ...ERROR_EXAMPLE.error, details: {} } }, body),
        ).toEqual([]);
        expect(body.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: { available: false } });
      } else {
        const taken = operation.endsWith('/register');
        expect([one, taken ? 409 : [200, 201].includes(status), body]).toEqual([
          one,
          taken ? status : true,
          body,
        ]);
      }
    }
    if (operation.endsWith('/stop')) await ask('POST /api/v1/bots/{bot_id}/start', undefined);
  }
  for (const path of ['/api/v1/bots/{bot_id}/', '/api/v1/bots/{bot_id}']) {
    expect((await ask(`DELETE ${path}`, undefined)).status).toBe(path.endsWith('/') ? 200 : 404);
  }
});

function bodyFor(operation: string): object | undefined {
  return CHATAGENT_EXAMPLES.find((example) => example.operation === operation)?.request;
}

it('is the same at the root of a port of its own', async () => {
  const { status, body } = await ask('GET /api/v1/bots/', undefined, alone);
  expect(status).toBe(200);
  expect(body.total).toBeGreaterThan(0);
});

it('talks over the WebSocket as the document shows', async () => {
  ids.bot_id = (await ask('POST /api/v1/bots/', { name: '说话' })).body.id;
  const { id } = (await ask('POST /api/v1/conversations/', { bot_id: '' })).body;
  const path = SOCKET.replace('{conversation_id}', id);
  const socket = new WebSocket(`${alone.replace('http', 'ws')}${path}?token=${token}`);
  const frames: Record<string, unknown>[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      frames.push(frame);
      if (frame.type === 'bot_response') resolve();
    });
  });
  await once(socket, 'open');
  socket.send(JSON.stringify(USER_MESSAGE));
  await answered;
  socket.close();
  for (const example of SERVER_FRAMES) {
    const found = frames.filter(({ type }) => type === example.type);
    expect(found, example.type).not.toEqual([]);
    for (const frame of found) expect(shapeProblems(example, frame)).toEqual([]);
  }
  expect([...new Set(frames.map(({ type }) => type))]).toEqual([
    'stream_chunk',
    'stream_complete',
    'bot_response',
  ]);
});
