import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatagentCaller, newChatagentAccount } from '../support/chatagent.ts';
import { type Answer, KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
let kim: ChatagentCaller;
let alone: string;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker'), '--also', 'chatagent:0'] });
  alone = JSON.parse(tomo.firstLine).also[0].url;
  kim = await newChatagentAccount(tomo, { tier: 'enterprise' });
});
afterAll(async () => {
  await tomo.stop();
});

const HAN = /\p{Script=Han}/u;
const ENGLISH = { 'accept-language': 'en' };
const BASES = '/chatagent/api/v1/knowledge/bases';
const send = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
  const answer = await fetch(tomo.url + path, { method, headers, body: body ?? null });
  return { status: answer.status, headers: answer.headers, body: await answer.json() } as Answer;
};
const owner = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };

/** Every kind of failure that a caller can provoke: what to ask, and the status and code that come back. */
const REFUSALS: [
  name: string,
  ask: (headers: Record<string, string>) => Promise<Answer>,
  status: number,
  code: string,
  zh: string,
][] = [
  [
    'a field that is missing',
    (more) => send('POST', BASES, { ...owner, ...more }, '{}'),
    400,
    'VALIDATION_ERROR',
    '请求参数验证失败',
  ],
  [
    'a body that is no JSON',
    (more) => send('POST', BASES, { ...owner, ...more }, '{'),
    400,
    'VALIDATION_ERROR',
    '请求参数验证失败',
  ],
  [
    'a key that changes what an object is',
    (more) => send('POST', BASES, { ...owner, ...more }, '{"__proto__":{"name":"x"},"name":"x"}'),
    400,
    'VALIDATION_ERROR',
    '请求参数验证失败',
  ],
  ['no token', (more) => send('GET', BASES, more), 401, 'UNAUTHORIZED', '未授权访问'],
  [
    'a wrong token',
    (more) => send('GET', BASES, { authorization: 'Bearer x', ...more }),
    401,
    'UNAUTHORIZED',
    '未授权访问',
  ],
  [
    'another origin',
    (more) => send('GET', BASES, { ...owner, origin: 'https://evil.example', ...more }),
    403,
    'FORBIDDEN',
    '禁止访问',
  ],
  [
    'what is not there',
    (more) => send('GET', `${BASES}/kb_none`, { ...owner, ...more }),
    404,
    'NOT_FOUND',
    '资源不存在',
  ],
  [
    'an unknown address',
    (more) => send('GET', '/chatagent/api/v1/nothing', { ...owner, ...more }),
    404,
    'NOT_FOUND',
    '资源不存在',
  ],
  [
    'a wrong method',
    (more) => send('PATCH', BASES, { ...owner, ...more }, '{}'),
    405,
    'METHOD_NOT_ALLOWED',
    '请求方法不被允许',
  ],
  [
    'a body that is too large',
    (more) => send('POST', BASES, { ...owner, ...more }, `{"name":"${'x'.repeat(1024 ** 2)}"}`),
    413,
    'PAYLOAD_TOO_LARGE',
    '请求内容过大',
  ],
  [
    'another type of content',
    (more) => send('POST', BASES, { ...owner, 'content-type': 'text/xml', ...more }, '<a/>'),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    '不支持的内容类型',
  ],
  [
    'a scope that an API key does not have',
    async (more) => {
      const made = await tomo.call('POST', '/v1/api-keys', { name: 'reader', scopes: ['read'] });
      const headers = { ...owner, authorization: `Bearer ${made.body.key}`, ...more };
      return await send('POST', BASES, headers, '{"name":"x"}');
    },
    403,
    'FORBIDDEN',
    '禁止访问',
  ],
  [
    'a name that is taken',
    async (more) => {
      const account = { username: 'taken', email: 'taken@example.com', password: 'password123' };
      const register = () =>
        send('POST', '/chatagent/api/v1/auth/register', { ...owner, ...more }, JSON.stringify(account));
      await register();
      return await register();
    },
    409,
    'DUPLICATE_RESOURCE',
    '资源已存在',
  ],
  [
    'what Tomo does not have',
    (more) => send('GET', '/chatagent/api/v1/plugins/available', { ...owner, ...more }),
    503,
    'SERVICE_UNAVAILABLE',
    '服务不可用',
  ],
];

describe('a refusal', () => {
  it.each(REFUSALS)(
    'of %s is in the document’s shape, in Chinese',
    async (_name, ask, status, code, message) => {
      const answer = await ask({});
      expect([answer.status, answer.body]).toEqual([
        status,
        {
          error: { code, message, details: expect.objectContaining({ reason: expect.stringMatching(HAN) }) },
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          request_id: expect.stringMatching(/^req_\w{20,}$/),
        },
      ]);
      expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id);
      expect(answer.headers.get('content-language')).toBe('zh-CN');
      expect(answer.headers.get('vary')).toContain('Accept-Language');
    },
  );

  it.each(REFUSALS)('of %s is English for those who ask for it', async (_name, ask, status, code) => {
    const answer = await ask(ENGLISH);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.headers.get('content-language')).toBe('en');
    expect(JSON.stringify(answer.body)).not.toMatch(HAN);
    expect(answer.body.error.details.reason).toMatch(/[a-z]{2,}/);
  });

  it('names the field, and what would be right', async () => {
    const reasonOf = async (body: object) =>
      (await kim.call('POST', '/knowledge/bases', { name: 'x', ...body })).body.error.details;
    expect(await reasonOf({ name: '' })).toEqual({ field: 'name', reason: '不能为空' });
    expect(await reasonOf({ chunk_size: 5 })).toEqual({ field: 'chunk_size', reason: '不能小于 100' });
    expect(await reasonOf({ chunk_size: 200, chunk_overlap: 150 })).toMatchObject({
      field: 'chunk_overlap',
      reason: '分块长度为 200 时，重叠不能超过 100 个字符',
    });
    const { body } = await kim.call('POST', '/knowledge/bases', { name: '' }, ENGLISH);
    expect(body.error).toEqual({
      code: 'VALIDATION_ERROR',
      message: 'The request is not valid',
      details: { field: 'name', reason: 'This must not be empty' },
    });
  });

  it('takes the language that is liked best, and Chinese where that is neither', async () => {
    const languageOf = async (header: string) =>
      (await kim.call('GET', '/knowledge/bases/none', undefined, { 'accept-language': header })).headers.get(
        'content-language',
      );
    expect(await languageOf('zh;q=0.3, en-GB;q=0.9')).toBe('en');
    expect(await languageOf('en;q=0.3, zh-TW;q=0.9')).toBe('zh-CN');
    expect(await languageOf('fr')).toBe('zh-CN');
  });

  it('is in the server’s log, by its id, without what was in the address', async () => {
    const { body } = await kim.call('GET', '/knowledge/bases/kb_none?secret=sk-123');
    await expect.poll(() => tomo.log()).toContain(body.request_id);
    const line =
      tomo
        .log()
        .split('\n')
        .find((text) => text.includes(body.request_id)) ?? '';
    expect(JSON.parse(line)).toMatchObject({ status: 404, path: `${BASES}/kb_none`, user_id: kim.id });
    expect(tomo.log()).not.toContain('sk-123');
  });

  it('has an id of its own, whatever the request calls itself', async () => {
    const headers = { 'x-request-id': 'mine', 'request-id': 'mine' };
    const ids = await Promise.all(
      [1, 2].map(
        async () => (await kim.call('GET', '/knowledge/bases/x', undefined, headers)).body.request_id,
      ),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('mine');
  });

  it('has the same shape at the root of a port of its own', async () => {
    const answer = await fetch(`${alone}/api/v1/knowledge/bases`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      error: { code: 'UNAUTHORIZED' },
      request_id: expect.any(String),
    });
    expect(await (await fetch(`${alone}/nothing`)).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});

describe('an answer', () => {
  it('that is no refusal can be asked about by its id too', async () => {
    const { headers } = await kim.call('GET', '/knowledge/bases');
    expect(headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('says that something was done in the caller’s language', async () => {
    const message = async (headers: Record<string, string>) => {
      const { id } = (await kim.call('POST', '/knowledge/bases', { name: 'x' })).body;
      return (await kim.call('DELETE', `/knowledge/bases/${id}`, undefined, headers)).body.message;
    };
    expect(await message({})).toBe('知识库删除成功');
    expect(await message(ENGLISH)).toBe('The knowledge base was deleted');
  });
});
