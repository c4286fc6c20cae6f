import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAiClient } from '../support/openai-client.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const tomo = tomoForTests();
/** What the other server was asked last, and the answer that it gives. */
let asked: Record<string, unknown>;
let answer: (response: ServerResponse) => void;
let closed: Promise<unknown>;
let client: OpenAI;
const remote = createServer(async (request, response) => {
  closed = once(response, 'close');
  let body = '';
  for await (const part of request) body += part;
  asked = JSON.parse(body);
  answer(response);
});

beforeAll(async () => {
  remote.listen(0, '127.0.0.1');
  await once(remote, 'listening');
  const base_url = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/v1`;
  await tomo.call('PUT', '/v1/settings', { model: { provider: 'openai', base_url, model: 'far/away-1' } });
  client = openAiClient(tomo.url);
});
afterAll(() => {
  remote.closeAllConnections();
  remote.close();
});

const chunk = (choice: object) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`;

it('asks a remote model for everything that it was asked for', async () => {
  answer = (response) => {
    response.write(chunk({ delta: { content: 'Far ' }, finish_reason: null }));
    response.write(chunk({ delta: { content: 'away' }, finish_reason: 'stop' }));
    const usage = { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };
    response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
  };
  const result = await client.chat.completions.create({
    model: 'far/away-1',
    messages,
    temperature: 0.1,
    top_p: 0.5,
    seed: 3,
    max_tokens: 5,
    stop: ['x', 'y'],
    presence_penalty: 0.5,
    frequency_penalty: -0.5,
    response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'string' } } },
  });
  expect(result.choices[0]?.message.content).toBe('Far away');
  expect(result.usage).toMatchObject({
    prompt_tokens: 9,
    completion_tokens: 2,
    prompt_tokens_details: { cached_tokens: 4 },
  });
  expect(asked).toMatchObject({
    model: 'far/away-1',
    messages,
    temperature: 0.1,
    top_p: 0.5,
    seed: 3,
    max_tokens: 5,
    stop: ['x', 'y'],
    presence_penalty: 0.5,
    frequency_penalty: -0.5,
    response_format: { type: 'json_schema', json_schema: { schema: { type: 'string' } } },
  });
  expect((await client.models.list()).data.map(({ id }) => id)).toContain('far/away-1');
});

it('stops it when its own client goes away, in a stream and without one', async () => {
  answer = (response) => void response.write(chunk({ delta: { content: 'and on' }, finish_reason: null }));
  const stream = await client.chat.completions.create({ model: 'default', messages, stream: true });
  for await (const { choices } of stream) if (choices[0]?.delta.content) break;
  await closed;

  const begun = Promise.withResolvers<void>();
  answer = (response) => {
    response.write(chunk({ delta: { content: 'and on' }, finish_reason: null }));
    begun.resolve();
  };
  const gone = new AbortController();
  const whole = client.chat.completions.create({ model: 'default', messages }, { signal: gone.signal });
  await begun.promise;
  gone.abort();
  await expect(whole).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
  await closed;
  expect(tomo.log()).not.toMatch(/request failed|stream failed/);
});

it('is a 503 when the remote model fails, or an error in the stream when that has begun', async () => {
  answer = (response) => void response.writeHead(500).end('oops');
  const failed = client.chat.completions.create({ model: 'default', messages });
  await expect(failed).rejects.toMatchObject({ status: 503, code: 'remote_failed' });
  answer = (response) => {
    response.write(chunk({ delta: { content: 'a' } }));
    setImmediate(() => response.destroy());
  };
  const stream = await client.chat.completions.create({ model: 'default', messages, stream: true });
  const read = async () => {
    for await (const part of stream) expect(part).toBeDefined();
  };
  await expect(read()).rejects.toMatchObject({ code: 'remote_failed' });
});
