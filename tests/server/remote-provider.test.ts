import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const API_KEY = 'sk-remote-0123456789-secret';
const WORDS = ['[happy]', ' Hello', ' from', ' far', ' away', '!'];

let remote: Server;
let baseUrl: string;
let seen: { url: string | undefined; authorization: string | undefined; body: string }[];
/** How the remote server behaves; replaced by the tests. */
let behave: (response: ServerResponse) => void;
let tomo: RunningTomo;

beforeAll(async () => {
  seen = [];
  behave = streamWords;
  remote = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => remote.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/v1`;
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
  remote.closeAllConnections();
  remote.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const part of request) body += part;
  seen.push({ url: request.url, authorization: request.headers.authorization, body });
  behave(response);
}

function streamWords(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of WORDS) {
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}\n\n`);
  }
  const usage = { prompt_tokens: 30, completion_tokens: 6 };
  response.end(
    `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }], usage })}\n\ndata: [DONE]\n\n`,
  );
}

const choose = (model: object) => tomo.call('PUT', '/v1/settings', { model });
const talk = async () =>
  tomo.call('POST', '/v1/conversations', {
    character_id: await tomo.characterId(),
    initial_message: 'Hello out there',
  });

it('answers with the words of the remote model, which was asked with the key', async () => {
  const chosen = await choose({ provider: 'openai', base_url: baseUrl, model: 'far-1', api_key: API_KEY });
  expect(chosen.body.model).toEqual({
    provider: 'openai',
    base_url: baseUrl,
    model: 'far-1',
    has_api_key: true,
  });
  const { status, body } = await talk();
  expect(status).toBe(201);
  expect(body.messages[1]).toMatchObject({ content: 'Hello from far away!', emotion: 'happy' });
  const asked = seen.at(-1);
  expect(asked).toMatchObject({ url: '/v1/chat/completions', authorization: `Bearer ${API_KEY}` });
  expect(JSON.parse(asked?.body ?? '')).toMatchObject({
    model: 'far-1',
    stream: true,
    messages: [{ role: 'system' }, { role: 'user', content: 'Hello out there' }],
  });
});

it('never returns the key, and keeps none in plain text', async () => {
  for (const path of ['/v1/settings', '/v1/status', '/v1/model-files', '/openapi.json']) {
    expect(JSON.stringify((await tomo.call('GET', path)).body)).not.toContain(API_KEY);
  }
  expect(tomo.log()).not.toContain(API_KEY);
  const entries = await readdir(tomo.dataDirectory, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((item) => item.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect(bytes.includes(API_KEY), entry.name).toBe(false);
  }
});

it('keeps the key for the same server, and never gives it to another one', async () => {
  await choose({ provider: 'openai', base_url: baseUrl, model: 'far-2' });
  await talk();
  expect(seen.at(-1)?.authorization).toBe(`Bearer ${API_KEY}`);
  await choose({ provider: 'openai', base_url: baseUrl.replace('127.0.0.1', 'localhost'), model: 'far-2' });
  await talk();
  expect(seen.at(-1)?.authorization).toBeUndefined();
});

it('is the same after a restart', async () => {
  await choose({ provider: 'openai', base_url: baseUrl, model: 'far-3', api_key: API_KEY });
  await tomo.stop();
  tomo = await startTomo({ dataDirectory: tomo.dataDirectory });
  expect((await talk()).body.messages[1].content).toBe('Hello from far away!');
  expect(seen.at(-1)?.authorization).toBe(`Bearer ${API_KEY}`);
});

it.each<[string, (response: ServerResponse) => void]>([
  [
    'refuses the key',
    (response) => response.writeHead(401).end(`{"error":{"message":"bad key ${API_KEY}"}}`),
  ],
  ['fails', (response) => response.writeHead(500).end('oops')],
  ['sends a web page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ['redirects', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['sends nonsense', (response) => response.writeHead(200).end('data: {"choices": 5}\n\ndata: {{{\n\n')],
  ['hangs up', (response) => response.destroy()],
])('ends the turn with a clear error when the remote server %s', async (_name, behaviour) => {
  behave = behaviour;
  const answer = await talk();
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({
    error: { code: 'remote_failed', message: expect.stringMatching(/\S/) },
  });
  const id = await tomo.newConversation();
  const probe = await RealtimeProbe.open(tomo.url, [id]);
  probe.send({ type: 'message', conversation_id: id, content: 'Hello' });
  expect(await probe.next('error')).toMatchObject({
    code: 'remote_failed',
    details: { conversation_id: id },
  });
  probe.close();
  expect(JSON.stringify([answer.body, probe.frames]) + tomo.log()).not.toContain(API_KEY);
});

it('keeps what had come when the remote server breaks off in the middle', async () => {
  let breakOff = () => {};
  behave = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'I was about to' } }] })}\n\n`);
    breakOff = () => response.destroy();
  };
  const id = await tomo.newConversation();
  const probe = await RealtimeProbe.open(tomo.url, [id], false);
  probe.send({ type: 'message', conversation_id: id, content: 'Hello' });
  await probe.next('message_chunk');
  breakOff();
  await probe.next('error');
  const { messages } = (await tomo.call('GET', `/v1/conversations/${id}`)).body;
  expect(messages[1]).toMatchObject({ content: 'I was about to', state: 'interrupted' });
  probe.close();
});

it('says so when there is no server, and works again when there is one', async () => {
  await choose({ provider: 'openai', base_url: 'http://127.0.0.1:1/v1', model: 'far-4' });
  expect((await talk()).body).toMatchObject({ error: { code: 'remote_failed' } });
  behave = streamWords;
  await choose({ provider: 'openai', base_url: baseUrl, model: 'far-4' });
  expect((await talk()).status).toBe(201);
});

it.each(['file:///etc/passwd', 'javascript:alert(1)', 'ftp://example.org', 'example.org', ''])(
  'refuses the address %s',
  async (base_url) => {
    expect((await choose({ provider: 'openai', base_url, model: 'far' })).status).toBe(400);
  },
);
