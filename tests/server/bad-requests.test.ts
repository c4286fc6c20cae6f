import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { rawRequest, requestLines } from '../support/raw-http.ts';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');
let messages: string;

beforeAll(async () => {
  messages = `/v1/conversations/${await tomo.newConversation()}/messages`;
});

const host = () => `Host: 127.0.0.1:${tomo.port}`;
const key = `Authorization: Bearer ${KEY}`;

describe('an address', () => {
  it('that does not exist is answered with 404', async () => {
    expectRefusal(await tomo.call('GET', '/v1/no/such/thing'), 404, 'resource_not_found');
    expectRefusal(await tomo.call('GET', '/nothing'), 404, 'resource_not_found');
    expectRefusal(await tomo.call('GET', '/'.repeat(50)), 404, 'resource_not_found');
  });

  it('that takes other methods says which, with 405', async () => {
    const answer = await tomo.call('PATCH', '/v1/characters');
    expectRefusal(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')?.split(', ')).toEqual(['GET', 'HEAD', 'POST']);
    expect((await tomo.call('POST', '/v1/status')).headers.get('allow')).toBe('GET, HEAD');
    expectRefusal(await tomo.call('POST', '/health', {}), 405, 'method_not_allowed');
  });

  it('with a method that nobody knows is answered with 405', async () => {
    const answer = await rawRequest(
      tomo.port,
      requestLines('PURGE /v1/characters HTTP/1.1', host(), key, 'Connection: close'),
    );
    expectRefusal(answer, 405, 'method_not_allowed');
  });

  it('that is only for WebSockets says so to a plain GET', async () => {
    expectRefusal(await tomo.call('GET', '/v1/ws'), 426, 'upgrade_required');
  });

  it('that cannot be decoded is answered with 400', async () => {
    expectRefusal(
      await rawRequest(
        tomo.port,
        requestLines('GET /v1/characters/%ff HTTP/1.1', host(), key, 'Connection: close'),
      ),
      400,
      'invalid_request',
    );
  });

  it('that is very long is answered with 4xx', async () => {
    const answer = await tomo.call('GET', `/v1/characters/${'x'.repeat(5_000)}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectRefusal(answer, answer.status, answer.body.error.code);
  });

  it('with a NUL or dots in an id is an id that does not exist', async () => {
    for (const id of ['%00', '..%2f..%2fapi-key', "'%20or%201=1--"]) {
      expectRefusal(await tomo.call('GET', `/v1/characters/${id}`), 404, 'character_not_found');
      expectRefusal(await tomo.call('GET', `/v1/conversations/${id}`), 404, 'resource_not_found');
      expectRefusal(await tomo.call('GET', `/v1/messages/${id}/audio`), 404, 'resource_not_found');
      expectRefusal(await tomo.call('GET', `/v1/vrm-models/${id}/file`), 404, 'resource_not_found');
    }
  });

  it.each([
    '/v1/characters?limit=0',
    '/v1/characters?limit=101',
    '/v1/characters?page=0',
    '/v1/characters?page=1e99',
    '/v1/characters?page=x',
    '/v1/characters?status=sleeping',
    '/v1/characters?limit=1&limit=2',
    '/v1/conversations?limit=-1',
  ])('with a query that makes no sense is answered with 400: %s', async (path) => {
    expectRefusal(await tomo.call('GET', path), 400, 'invalid_request');
  });
});

describe('what is not HTTP', () => {
  it('is answered with 400 in the native shape', async () => {
    expectRefusal(await rawRequest(tomo.port, 'HELLO TOMO\r\n\r\n'), 400, 'invalid_request');
  });

  it('with headers without end is answered with 431', async () => {
    const answer = await rawRequest(
      tomo.port,
      `GET /v1/status HTTP/1.1\r\n${host()}\r\n${`X-Padding: ${'x'.repeat(1000)}\r\n`.repeat(40)}`,
    );
    expectRefusal(answer, 431, 'headers_too_large');
  });
});

describe('a body', () => {
  const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    tomo.call('POST', messages, body, headers);

  it.each([
    ['is not JSON', '{"content": '],
    ['is not one JSON value', '{"content":"a"} {"content":"b"}'],
    ['is single-quoted', "{'content':'a'}"],
    ['has a __proto__ key', '{"content":"a","__proto__":{"admin":true}}'],
    ['has an escaped __proto__ key', '{"content":"a","__pro\\u0074o__":{"admin":true}}'],
    ['has constructor.prototype', '{"content":"a","constructor":{"prototype":{"admin":true}}}'],
    ['is nested 101 deep', `${'{"content":'.repeat(101)}1${'}'.repeat(101)}`],
    ['is an array nested 5000 deep', '['.repeat(5000)],
    ['is a list', '[]'],
    ['is a text', '"hello"'],
    ['is null', 'null'],
    ['is a number', '12'],
    ['is empty', ''],
    ['lacks the content', '{}'],
    ['has a number as content', '{"content":5}'],
    ['has null as content', '{"content":null}'],
    ['has an unknown when_busy', '{"content":"a","when_busy":"shout"}'],
  ])('that %s is refused with 400', async (_name, body) => {
    expectRefusal(await post(body), 400, 'invalid_request');
  });

  it('is told apart: what is not JSON, and a key that is not taken', async () => {
    expect((await post('{')).body.error.message).toMatch(/not valid JSON/);
    expect((await post('{"__proto__":1}')).body.error.message).toMatch(/__proto__/);
  });

  it('that is invalid UTF-8 is refused with 400', async () => {
    expectRefusal(
      await post(Buffer.from([...Buffer.from('{"content":"'), 0xc3, 0x28, ...Buffer.from('"}')])),
      400,
      'invalid_request',
    );
  });

  it('over 1 MB is refused with 413, and the limit is named', async () => {
    const answer = await post(JSON.stringify({ content: 'x'.repeat(1024 ** 2) }));
    expectRefusal(answer, 413, 'payload_too_large');
    expect(answer.body.error.message).toContain('1 MB');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'of type %s is refused with 415',
    async (type) => {
      expectRefusal(await post('{"content":"a"}', { 'content-type': type }), 415, 'unsupported_media_type');
    },
  );

  it('of another kind of upload is refused with 400', async () => {
    const form = new FormData();
    form.set('content', 'hello');
    expectRefusal(await tomo.call('POST', messages, form), 400, 'invalid_request');
    const answer = await post('hello', { 'content-type': 'application/octet-stream' });
    expectRefusal(answer, 400, 'invalid_request');
  });

  it('that never ends is cut off at the limit', async () => {
    const status = await new Promise<number>((resolve) => {
      const socket = connect(tomo.port, '127.0.0.1');
      const head = [`POST ${messages} HTTP/1.1`, host(), key, 'Content-Type: application/json'];
      socket.write(`${head.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const feed = setInterval(() => socket.write(chunk), 2);
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(feed);
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0));
      });
    });
    // Zero: the connection was reset before the answer was read.
    expect([0, 413]).toContain(status);
    expect((await tomo.call('GET', '/v1/status')).status).toBe(200);
  });

  it('that is shorter than announced changes nothing, and the server goes on', async () => {
    const before = (await tomo.call('GET', messages.replace('/messages', ''))).body.messages.length;
    await new Promise((resolve) => {
      const socket = connect(tomo.port, '127.0.0.1', () => {
        const head = [`POST ${messages} HTTP/1.1`, host(), key, 'Content-Type: application/json'];
        socket.end(`${head.join('\r\n')}\r\nContent-Length: 500\r\n\r\n{"content":"cut off"}`);
      });
      socket.on('data', () => {});
      socket.on('error', () => {});
      socket.on('close', resolve);
    });
    const after = (await tomo.call('GET', messages.replace('/messages', ''))).body.messages.length;
    expect(after).toBe(before);
  });

  it('with both a length and chunks is refused with 400', async () => {
    const head = [`POST ${messages} HTTP/1.1`, host(), key, 'Content-Type: application/json'];
    const answer = await rawRequest(
      tomo.port,
      `${head.join('\r\n')}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/settings HTTP/1.1\r\n\r\n`,
    );
    expectRefusal(answer, 400, 'invalid_request');
  });

  it('that was refused is not kept', async () => {
    const { body } = await tomo.call('GET', messages.replace('/messages', ''));
    expect(body.messages).toEqual([]);
  });
});

it('is all answered without a failure inside Tomo', () => {
  expect(tomo.log()).not.toContain('request failed');
});
