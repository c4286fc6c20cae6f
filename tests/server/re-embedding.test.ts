import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { randomBert } from '../../tools/embedding/bert-model.ts';
import { encodeGguf } from '../../tools/gguf/write-gguf.ts';
import { addDocument, newKnowledgeBase } from '../support/knowledge.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const TOPICS = ['brakes', 'chain', 'saddle', 'lamp', 'bell', 'pump', 'wheel', 'pedal', 'frame', 'basket'];
const MANUAL = Array.from(
  { length: 60 },
  (_, i) => `## Part ${i}\n\nThe ${TOPICS[i % 10]} number ${i} is described here. Look after it with care.\n`,
).join('\n');

let tomo: RunningTomo;
let base: string;
let remote: Server;
let baseUrl: string;
/** What the remote model was asked for, in order, and what waits for its answer. */
let asked: string[][];
let waiting: (() => void)[];
/** How many requests for passages the remote model answers before it lets them wait. */
let patience: number;

/** Texts about the same topic point the same way. */
function vectorOf(text: string): number[] {
  const vector = TOPICS.map((topic) => (text.includes(topic) ? 1 : 0.01));
  return [...vector, 0.1];
}

function answer(input: string[], response: ServerResponse): void {
  const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }));
  response.end(JSON.stringify({ data }));
}

beforeAll(async () => {
  [asked, waiting, patience] = [[], [], Number.POSITIVE_INFINITY];
  remote = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { input } = JSON.parse(body) as { input: string[] };
    if (input[0] !== 'Hello') asked.push(input);
    if (asked.length <= patience || input[0] === 'Hello') answer(input, response);
    else waiting.push(() => answer(input, response));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => remote.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/v1`;
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  base = await newKnowledgeBase(tomo);
  await addDocument(tomo, base, { name: 'manual.md', content: MANUAL });
});
afterAll(async () => {
  await tomo.stop();
  remote.closeAllConnections();
  remote.close();
});

const choose = (embedding_model: object) => tomo.call('PUT', '/v1/settings', { embedding_model });
const inUse = async () => (await tomo.call('GET', '/v1/settings')).body.embedding_model;
const reaches = (state: object) =>
  vi.waitFor(async () => expect(await inUse()).toMatchObject(state), { timeout: 60_000, interval: 50 });
const found = async (query: string) => {
  const { status, body } = await tomo.call('POST', `/v1/knowledge-bases/${base}/search`, { query, limit: 3 });
  expect(status).toBe(200);
  return body.results as { content: string; scores: { vector: number } }[];
};

it('gives every passage a new vector, goes on after a kill, and answers by the old ones meanwhile', async () => {
  await reaches({ state: 'ready', provider: 'lexical' });
  const { total } = (await inUse()).progress;
  expect(total).toBeGreaterThan(32);
  patience = 2;
  const far = { provider: 'openai', base_url: baseUrl, model: 'far' };
  await choose(far);
  await reaches({ state: 're_embedding', progress: { done: 32, total }, dimensions: 11 });
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect((await found('saddle'))[0]?.content).toContain('saddle');
  // The old vectors need nothing of the new model.
  expect(asked).toHaveLength(3);

  const exit = tomo.stop('SIGKILL');
  await exit;
  const before = new Set(asked.slice(0, 2).flat());
  asked.length = 0;
  patience = Number.POSITIVE_INFINITY;
  tomo = await startTomo({ dataDirectory: tomo.dataDirectory, args: ['--model', testModel('talker')] });
  await reaches({ state: 'ready', ...far, progress: { done: total, total } });
  const after = asked.flat();
  expect(after).toHaveLength(total - 32);
  expect(after.filter((text) => before.has(text))).toEqual([]);

  const results = await found('which saddle?');
  expect(asked.at(-1)).toEqual(['which saddle?']);
  for (const { content, scores } of results) {
    expect(content).toContain('saddle');
    expect(scores.vector).toBeGreaterThan(0.9);
  }
});

it('finds by words while the server is away, and fills in the vectors of what was added then', async () => {
  const { total } = (await inUse()).progress;
  remote.close();
  remote.closeAllConnections();
  await addDocument(tomo, base, { name: 'bell.md', content: 'Ring the bell before every corner.' });
  expect((await found('ring before corner'))[0]?.content).toContain('Ring the bell');
  await reaches({ state: 'waiting', progress: { done: total, total: total + 1 } });
  expect((await inUse()).error.message).toContain('could not be reached');
  await new Promise<void>((resolve) => {
    remote.listen(Number(new URL(baseUrl).port), '127.0.0.1', resolve);
  });
  await reaches({ state: 'ready', progress: { done: total + 1, total: total + 1 } });
});

it('changes to a file on this machine and back to the built-in embedder', async () => {
  const bytes = Uint8Array.from(encodeGguf(randomBert().file));
  await fetch(`${tomo.url}/v1/model-files?name=reader.gguf`, {
    method: 'POST',
    body: bytes,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/octet-stream' },
  });
  await choose({ provider: 'file', id: 'reader.gguf' });
  await reaches({ state: 'ready', provider: 'file', dimensions: 32 });
  expect((await found('saddle number 2'))[0]?.content).toContain('saddle');
  await choose({ provider: 'lexical' });
  await reaches({ state: 'ready', provider: 'lexical', dimensions: 1024 });
  expect((await found('saddle number 2'))[0]?.content).toContain('saddle');
});
