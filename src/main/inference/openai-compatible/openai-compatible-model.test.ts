import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../engine/engine-under-test.ts';
import { OpenAiCompatibleModel } from './openai-compatible-model.ts';

const API_KEY = 'sk-very-secret-key';
const messages = [{ role: 'user' as const, content: 'Hi' }];
type Handler = (request: IncomingMessage, body: Record<string, unknown>, response: ServerResponse) => void;

let handle: Handler;
let closedByClient = Promise.resolve();
const server = createServer(async (request, response) => {
  closedByClient = once(response, 'close').then(() => {});
  let body = '';
  for await (const chunk of request) body += chunk;
  handle(request, JSON.parse(body) as Record<string, unknown>, response);
});
let baseUrl: string;
let model: OpenAiCompatibleModel;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://127.0.0.1:${port}/v1/`;
  model = new OpenAiCompatibleModel({ baseUrl, model: 'some-model', apiKey: API_KEY });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

describe('an OpenAI-compatible server', () => {
  it('streams an answer with its usage', async () => {
    let asked: Record<string, unknown> = {};
    let address: string | undefined;
    let authorization: string | undefined;
    handle = (request, body, response) => {
      [asked, address, authorization] = [body, request.url, request.headers.authorization];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`: comment\r\n\r\n${chunk('Hel')}${chunk('lo')}${chunk('', 'length')}`);
      const usage = { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };
      response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
    };
    const answer = await collect(model.generate({ messages, maxTokens: 2, temperature: 0.5, stop: ['x'] }));
    expect(answer).toMatchObject({
      text: 'Hello',
      end: { reason: 'length', usage: { promptTokens: 9, completionTokens: 2, cachedTokens: 4 } },
    });
    expect(address).toBe('/v1/chat/completions');
    expect(authorization).toBe(`Bearer ${API_KEY}`);
    expect(asked).toMatchObject({ model: 'some-model', messages, stream: true, max_tokens: 2, stop: ['x'] });
  });

  it('is asked for tools, schemas and likelihoods in its own words, and heard in them', async () => {
    let asked: Record<string, unknown> = {};
    handle = (_request, body, response) => {
      asked = body;
      const parts = [
        { delta: { tool_calls: [{ index: 0, id: 'c1', function: { name: 'now', arguments: '' } }] } },
        { delta: { tool_calls: [{ index: 0, function: { arguments: '{"in":' } }] } },
        { delta: { tool_calls: [{ index: 0, function: { arguments: '"UTC"}' } }] } },
        {
          delta: { content: 'Hm' },
          logprobs: {
            content: [{ token: 'Hm', logprob: -0.5, top_logprobs: [{ token: 'Oh', logprob: -2 }] }],
          },
        },
        { delta: {}, finish_reason: 'tool_calls' },
      ];
      for (const part of parts) response.write(`data: ${JSON.stringify({ choices: [part] })}\n\n`);
      response.end('data: [DONE]\n\n');
    };
    const called = { id: 'c0', name: 'now', arguments: '{}' };
    const answer = await collect(
      model.generate({
        messages: [
          ...messages,
          { role: 'assistant', content: '', toolCalls: [called] },
          { role: 'tool', content: 'noon', toolCallId: 'c0' },
        ],
        tools: [{ name: 'now', parameters: { type: 'object' } }],
        toolChoice: { name: 'now' },
        jsonSchema: { type: 'object', properties: {} },
        alternatives: 1,
        frequencyPenalty: 1,
      }),
    );
    expect(answer.calls).toEqual([{ id: 'c1', name: 'now', arguments: '{"in":"UTC"}' }]);
    expect(answer.tokens).toEqual([
      { text: 'Hm', logProbability: -0.5, alternatives: [{ text: 'Oh', logProbability: -2 }] },
    ]);
    expect(asked).toMatchObject({
      messages: [
        ...messages,
        { role: 'assistant', tool_calls: [{ id: 'c0', type: 'function', function: { name: 'now' } }] },
        { role: 'tool', tool_call_id: 'c0', content: 'noon' },
      ],
      tools: [{ type: 'function', function: { name: 'now', parameters: { type: 'object' } } }],
      tool_choice: { type: 'function', function: { name: 'now' } },
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' } } },
      logprobs: true,
      top_logprobs: 1,
      frequency_penalty: 1,
    });
    expect(asked).not.toHaveProperty('presence_penalty');
  });

  it('goes on from a text as it stands at its other address', async () => {
    let asked: Record<string, unknown> = {};
    let address: string | undefined;
    handle = (request, body, response) => {
      [asked, address] = [body, request.url];
      response.end('data: {"choices":[{"text":" a time","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
    };
    expect((await collect(model.generate({ text: 'Once upon' }))).text).toBe(' a time');
    expect(address).toBe('/v1/completions');
    expect(asked).toMatchObject({ prompt: 'Once upon', stream: true });
  });

  it('may cut its bytes anywhere', async () => {
    handle = (_request, _body, response) => {
      const bytes = Buffer.from(`${chunk('Grüße, ')}${chunk('世界 🙂', 'stop')}data: [DONE]`);
      const send = (at: number) => {
        if (at >= bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 3), () => setImmediate(() => send(at + 3)));
      };
      send(0);
    };
    expect((await collect(model.generate({ messages }))).text).toBe('Grüße, 世界 🙂');
  });

  it('hears at once that the answer is no longer wanted', async () => {
    handle = (_request, _body, response) => void response.write(chunk('Hello'));
    const controller = new AbortController();
    const answer = (async () => {
      for await (const event of model.generate({ messages }, controller.signal))
        if (event) controller.abort();
    })();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await closedByClient;
  });

  it('hears it too when the reader just stops', async () => {
    handle = (_request, _body, response) => void response.write(chunk('Hello'));
    for await (const event of model.generate({ messages })) if (event) break;
    await closedByClient;
  });

  it.each([
    [401, { error: { message: `Incorrect key: ${API_KEY}` } }, 'answered 401: Incorrect key: …'],
    [404, { detail: 'no such model' }, 'answered 404: no such model'],
    [429, { error: 'slow down' }, 'answered 429: slow down'],
    [502, '<html>Bad gateway</html>', 'answered 502.'],
  ])('is quoted when it answers %i, without the key', async (status, body, words) => {
    handle = (_request, _body, response) => {
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    await expect(collect(model.generate({ messages }))).rejects.toMatchObject({
      code: 'remote_failed',
      message: `The model server ${words}`,
    });
  });

  it.each([
    ['sends no answer', (response: ServerResponse) => response.end()],
    ['sends something else', (response: ServerResponse) => response.end('data: <html>\n\n')],
    [
      'reports an error in the middle',
      (response: ServerResponse) =>
        response.end(`${chunk('a')}data: {"error":{"message":"out of memory"}}\n\n`),
    ],
    ['hangs up', (response: ServerResponse) => response.write(chunk('a'), () => response.destroy())],
    [
      'sends elsewhere',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://example.com' }).end(),
    ],
  ])('fails the answer clearly when it %s', async (_what, reply) => {
    handle = (_request, _body, response) => void reply(response);
    const answer = collect(model.generate({ messages }));
    await expect(answer).rejects.toMatchObject({ name: 'EngineError', code: 'remote_failed' });
    await expect(answer).rejects.not.toThrow(API_KEY);
  });

  it('fails the answer clearly when it falls silent', async () => {
    handle = (_request, _body, response) => void response.write(chunk('a'));
    const impatient = new OpenAiCompatibleModel({ baseUrl, model: 'some-model', silenceMs: 100 });
    await expect(collect(impatient.generate({ messages }))).rejects.toMatchObject({
      code: 'remote_failed',
      message: expect.stringContaining('silent'),
    });
  });

  it('is asked once more when its connection ends before it has answered, and not a third time', async () => {
    let asked = 0;
    handle = (request, _body, response) => {
      asked += 1;
      if (asked === 1) request.socket.destroy();
      else response.end(`${chunk('Hello', 'stop')}data: [DONE]\n\n`);
    };
    expect(await collect(model.generate({ messages }))).toMatchObject({ text: 'Hello' });
    expect(asked).toBe(2);

    handle = (request) => {
      asked += 1;
      request.socket.destroy();
    };
    await expect(collect(model.generate({ messages }))).rejects.toMatchObject({ code: 'remote_failed' });
    expect(asked).toBe(4);
  });

  it('may not be there at all', async () => {
    const nobody = new OpenAiCompatibleModel({
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      apiKey: API_KEY,
    });
    await expect(collect(nobody.generate({ messages }))).rejects.toMatchObject({ code: 'remote_failed' });
  });

  it('is asked nothing to count tokens, and the estimate is not too low', async () => {
    expect(
      await model.countTokens([{ role: 'user', content: 'The quick brown fox jumps.' }]),
    ).toBeGreaterThan(7);
    expect(await model.info()).toMatchObject({ name: 'some-model', backend: 'remote' });
  });
});
