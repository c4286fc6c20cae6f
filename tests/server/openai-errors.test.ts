import fc from 'fast-check';
import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { openAiClient } from '../support/openai-client.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Answer, KEY, startTomo, TEMPORARY_PREFIX } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const CHAT = '/v1/chat/completions';
const POSTS = [CHAT, '/v1/completions', '/v1/embeddings', '/v1/audio/speech', '/v1/audio/transcriptions'];
const GETS = ['/v1/models', '/v1/models/default', '/v1/models/a/b'];

function expectOpenAiError(answer: Pick<Answer, 'status' | 'body'>, status: number, more: object = {}): void {
  expect(answer.body).toEqual({
    error: {
      message: expect.stringMatching(/\S/),
      type: expect.stringMatching(/^(invalid_request_error|permission_error|requests|server_error)$/),
      param: answer.body.error?.param ?? null,
      code: answer.body.error?.code ?? null,
    },
  });
  expect(answer.body.error).toMatchObject(more);
  expect(answer.status).toBe(status);
  const text = JSON.stringify(answer.body);
  expect(text).not.toContain(TEMPORARY_PREFIX);
  expect(text).not.toContain(KEY);
  expect(text).not.toMatch(/node_modules|\.ts:\d|\.js:\d|\bat \w+ \(|SQLITE|FST_ERR/);
}

describe('at its own addresses OpenAI is spoken, also when something is wrong:', () => {
  const tomo = tomoForTests('talker');
  let client: OpenAI;
  beforeAll(() => {
    client = openAiClient(tomo.url);
  });
  const chat = (body: object) => tomo.call('POST', CHAT, { model: 'default', messages, ...body });

  it.each([...POSTS, ...GETS])('a missing or wrong key at %s', async (path) => {
    const method = POSTS.includes(path) ? 'POST' : 'GET';
    for (const authorization of ['', 'Bearer wrong', 'Basic eDp5']) {
      const answer = await tomo.call(method, path, method === 'POST' ? {} : undefined, { authorization });
      expectOpenAiError(answer, 401, { code: 'invalid_api_key', param: null });
    }
  });

  it.each([...POSTS, ...GETS])('a wrong method at %s', async (path) => {
    const right = POSTS.includes(path) ? 'POST' : 'GET';
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((name) => name !== right)) {
      const answer = await tomo.call(method, path, method === 'GET' ? undefined : {});
      expectOpenAiError(answer, 405, { code: 'method_not_allowed' });
      expect(answer.headers.get('allow')).toBe(right);
    }
  });

  it('a foreign Host or Origin', async () => {
    for (const line of [
      'Host: evil.example',
      `Host: 127.0.0.1:${tomo.port}\r\nOrigin: https://evil.example`,
    ]) {
      const answer = await rawRequest(
        tomo.port,
        `GET /v1/models HTTP/1.1\r\n${line}\r\nAuthorization: Bearer ${KEY}\r\nConnection: close\r\n\r\n`,
      );
      expectOpenAiError(answer, 403, { type: 'permission_error' });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('an address that cannot be read', async () => {
    expectOpenAiError(await tomo.call('GET', '/v1/models/%zz'), 400);
  });

  it.each<[string, object, string]>([
    ['no messages', { messages: undefined }, 'messages'],
    ['an empty list of messages', { messages: [] }, 'messages'],
    ['a role that is none', { messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
    ['a message without words', { messages: [{ role: 'user' }] }, 'messages[0].content'],
    [
      'a picture',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }] },
      'messages[0].content[0].type',
    ],
    ['no model', { model: undefined }, 'model'],
    ['a temperature too high', { temperature: 2.1 }, 'temperature'],
    ['a temperature that is none', { temperature: 'hot' }, 'temperature'],
    ['a top_p above 1', { top_p: 1.5 }, 'top_p'],
    ['no tokens at all', { max_tokens: 0 }, 'max_tokens'],
    ['half a token', { max_completion_tokens: 1.5 }, 'max_completion_tokens'],
    ['five stop texts', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    ['a seed that is no whole number', { seed: 1.5 }, 'seed'],
    ['a penalty too high', { presence_penalty: 3 }, 'presence_penalty'],
    ['no choice', { n: 0 }, 'n'],
    ['a thousand choices', { n: 1000 }, 'n'],
    ['a bias', { logit_bias: { 50256: -100 } }, 'logit_bias'],
    ['likelihoods of no tokens', { top_logprobs: 2 }, 'top_logprobs'],
    ['a format that is none', { response_format: { type: 'xml' } }, 'response_format.type'],
    ['sound', { modalities: ['text', 'audio'] }, 'modalities'],
    ['old functions', { functions: [] }, 'functions'],
    ['a tool that is none', { tools: [{ type: 'web_search' }] }, 'tools[0].type'],
    ['a tool choice without tools', { tool_choice: 'required' }, 'tool_choice'],
    [
      'a tool choice that is not there',
      {
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: { type: 'function', function: { name: 'b' } },
      },
      'tool_choice',
    ],
    [
      'a schema that cannot be kept to',
      {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'x', schema: { type: 'string', pattern: '^a+$' } },
        },
      },
      'response_format',
    ],
  ])('%s', async (_name, body, param) => {
    const answer = await chat(body);
    expectOpenAiError(answer, 400, { type: 'invalid_request_error', param });
    expectOpenAiError(await chat({ ...body, stream: true }), 400, { param });
  });

  it('a prompt that does not fit', async () => {
    const long = [{ role: 'user', content: 'word '.repeat(4000) }];
    for (const stream of [false, true]) {
      expectOpenAiError(await chat({ messages: long, stream }), 400, {
        code: 'context_length_exceeded',
        param: 'messages',
      });
    }
  });

  it('a body that is too large, of another kind, or broken', async () => {
    const huge = [{ role: 'user', content: 'x'.repeat(1024 * 1024) }];
    expectOpenAiError(await chat({ messages: huge }), 413, { code: 'payload_too_large' });
    const kinds = [
      'text/plain',
      'application/octet-stream',
      'application/xml',
      'multipart/form-data; boundary=x',
    ];
    for (const type of kinds) {
      for (const path of POSTS.slice(0, -1)) {
        const answer = await tomo.call('POST', path, '{}', { 'content-type': type });
        expectOpenAiError(answer, 415, { code: 'unsupported_media_type' });
      }
    }
    expectOpenAiError(await tomo.call('POST', '/v1/audio/transcriptions', { file: 'x' }), 415);
    for (const body of [
      '{"model":',
      '[]',
      '"x"',
      '',
      '{"__proto__":{}}',
      `${'['.repeat(200)}${']'.repeat(200)}`,
    ]) {
      expectOpenAiError(await tomo.call('POST', CHAT, body), 400);
    }
  });

  it('models that are not there', async () => {
    for (const model of ['none', 'tomo/none', 'tomo/', '../../etc/passwd', 'none.gguf']) {
      expectOpenAiError(await chat({ model }), 404, { code: 'model_not_found', param: 'model' });
    }
  });

  it('whatever comes: nothing brings the server down, and nothing is its own fault', async () => {
    const keys =
      'messages prompt input model voice stop tools tool_choice response_format n stream seed logprobs';
    const body = fc.dictionary(fc.constantFrom(...keys.split(' ')), fc.jsonValue({ maxDepth: 3 }));
    const right = { model: 'default', messages, prompt: 'x', input: 'x', voice: 'alloy', max_tokens: 2 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...POSTS.slice(0, -1)),
        body,
        fc.boolean(),
        async (path, wrong, bare) => {
          const answer = await tomo.call('POST', path, bare ? wrong : { ...right, ...wrong });
          if (answer.status === 200) return;
          expect([400, 404], JSON.stringify(answer.body)).toContain(answer.status);
          expectOpenAiError(answer, answer.status);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("the client's own classes", async () => {
    const create = (api: OpenAI, body: object) =>
      api.chat.completions.create({ model: 'default', messages, ...body });
    await expect(create(openAiClient(tomo.url, 'wrong'), {})).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
    await expect(create(client, { model: 'none' })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(create(client, { temperature: 9 })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(create(client, { temperature: 9 })).rejects.toMatchObject({
      param: 'temperature',
      status: 400,
    });
  });
});

describe('an account', () => {
  const tomo = tomoForTests('talker');

  it('talks to its own characters and to no others, within its limits', async () => {
    const registered = await tomo.call('POST', '/v1/auth/register', {
      email: 'ada@example.org',
      password: 'a long password',
    });
    expect(registered.status).toBe(201);
    const login = await tomo.call('POST', '/v1/auth/login', {
      email: 'ada@example.org',
      password: 'a long password',
    });
    const token = login.body.token ?? login.body.access_token;
    const ada = openAiClient(tomo.url, token);
    const { data } = await ada.models.list();
    const own = data.find(({ id }) => id.startsWith('tomo/'))?.id ?? '';
    const owners = `tomo/${await tomo.characterId()}`;
    expect(own).not.toBe(owners);
    const { data: answer, response } = await ada.chat.completions
      .create({ model: own, messages })
      .withResponse();
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('100');
    expect(Number(response.headers.get('x-ratelimit-remaining-requests'))).toBeLessThan(100);
    await expect(ada.chat.completions.create({ model: owners, messages })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    );
    const limit = async () => {
      for (let count = 0; count < 101; count++) await ada.models.list();
    };
    await expect(limit()).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    const refused = await tomo.call('GET', '/v1/models', undefined, { authorization: `Bearer ${token}` });
    expectOpenAiError(refused, 429, { code: 'rate_limit_exceeded', type: 'requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('may have keys that only look', async () => {
    const made = await tomo.call('POST', '/v1/api-keys', { name: 'looks', scopes: ['read'] });
    const key = openAiClient(tomo.url, made.body.key);
    expect((await key.models.list()).data.length).toBeGreaterThan(0);
    await expect(key.chat.completions.create({ model: 'default', messages })).rejects.toBeInstanceOf(
      OpenAI.PermissionDeniedError,
    );
  });
});

describe('a model that cannot be loaded', () => {
  it.each(['damaged/text-file', 'damaged/cut-in-tensors'])('%s is a 503 that says why', async (name) => {
    const tomo = await startTomo({ args: ['--model', testModel(name)] });
    for (const stream of [false, true]) {
      const answer = await tomo.call('POST', CHAT, { model: 'default', messages, stream });
      expectOpenAiError(answer, 503, { code: 'model_invalid', type: 'server_error' });
    }
    await tomo.stop();
  });
});
