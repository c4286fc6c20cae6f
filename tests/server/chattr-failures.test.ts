import { describe, expect, it } from 'vitest';
import { chattrForTests, expectRefused } from '../support/chattr.ts';
import { type Answer, KEY } from '../support/start-tomo.ts';

const chattr = chattrForTests();
const { call, newAccount, say } = chattr;

describe('every failure', () => {
  it('has the shape and code of the document', async () => {
    const path = '/chattr/api/v1/characters';
    expectRefused(await chattr.tomo.call('GET', path, undefined, { authorization: '' }), 401, 'UNAUTHORIZED');
    expectRefused(
      await chattr.tomo.call('GET', path, undefined, { origin: 'http://evil.example' }),
      403,
      'FORBIDDEN',
    );
    expectRefused(
      await chattr.tomo.call('GET', '/chattr/none', undefined, { origin: 'http://evil.example' }),
      403,
      'FORBIDDEN',
    );
    expectRefused(await chattr.tomo.call('GET', '/chattr/api/v1/none'), 404, 'NOT_FOUND');
    expectRefused(await chattr.tomo.call('GET', '/chattr/%zz'), 400, 'INVALID_REQUEST');
    const wrong = await chattr.tomo.call('PATCH', path, {});
    expectRefused(wrong, 405, 'METHOD_NOT_ALLOWED');
    expect(wrong.headers.get('allow')).toBe('GET');
    expectRefused(await call('POST', '/chat/message', '{'), 400, 'INVALID_REQUEST');
    expectRefused(await say('x'.repeat(1_100_000)), 413, 'PAYLOAD_TOO_LARGE');
    expectRefused(await say('x'.repeat(40_000)), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('of the model is SERVICE_UNAVAILABLE, and says nothing about its cause', async () => {
    chattr.model.fail();
    expectRefused(await say('Hello'), 503, 'SERVICE_UNAVAILABLE');
  });

  it('of an account with too many requests says when to come back', async () => {
    const other = await newAccount('busy');
    let answer: Answer;
    do answer = await call('GET', '/characters', undefined, other);
    while (answer.status === 200);
    expectRefused(answer, 429, 'RATE_LIMIT_EXCEEDED');
    expect(answer.headers.get('retry-after')).toBe(String(answer.body.error.details.retry_after_seconds));
  });
});

describe('on a port of its own', () => {
  const get = (path: string, headers: Record<string, string> = { authorization: `Bearer ${KEY}` }) =>
    fetch(chattr.alone + path, { headers });

  it('is at the root, with its files, its document and its page', async () => {
    const { characters } = (await (await get('/api/v1/characters')).json()) as Answer['body'];
    expect(characters[0].avatar_url).toMatch(new RegExp(`^${chattr.alone}/assets/avatars/`));
    expect((await fetch(characters[0].avatar_url)).status).toBe(200);
    const document = (await (await get('/openapi.json', {})).json()) as Answer['body'];
    expect(document.servers).toEqual([{ url: chattr.alone }]);
    expect(Object.keys(document.paths)).toContain('/api/v1/chat/message');
    expect(await (await get('/docs', {})).text()).toContain('<html');
    expect(await (await get('/health', {})).json()).toEqual({ status: 'ok' });
  });

  it('has nothing else, and the same doors', async () => {
    for (const path of ['/v1/characters', '/chattr/api/v1/characters', '/app/']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(((await answer.json()) as Answer['body']).error.code).toBe('NOT_FOUND');
    }
    expect((await get('/api/v1/characters', {})).status).toBe(401);
    expect((await get('/api/v1/characters', { origin: chattr.tomo.url })).status).toBe(403);
  });
});
