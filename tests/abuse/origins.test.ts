import { describe, expect, it } from 'vitest';
import { rawRequest, requestLines } from '../support/raw-http.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ask, bearer } from './ask.ts';

const tomo = tomoForTests();
const at = (text: string) => text.replaceAll('PORT', String(tomo.port));
const own = () => `Host: 127.0.0.1:${tomo.port}`;
const key = `Authorization: Bearer ${KEY}`;

const FOREIGN_HOSTS = [
  'localhost.:PORT',
  '127.0.0.1.:PORT',
  'evil.com.:PORT',
  'owner@127.0.0.1:PORT',
  'owner:pass@localhost:PORT',
  '2130706433:PORT',
  '0x7f000001:PORT',
  '0x7f.0.0.1:PORT',
  '0177.0.0.1:PORT',
  '127.1:PORT',
  '127.0.1:PORT',
  '[0:0:0:0:0:0:0:1]:PORT',
  '[::1%25lo]:PORT',
  '[::ffff:7f00:1]:PORT',
  '[::1]evil.com:PORT',
  '::1:PORT',
  'localhost:PORT,evil.com',
  'localhost:PORT evil.com',
  'evil.com, localhost:PORT',
  'localhost:00PORT1',
  'localhost:+PORT',
  'localhost:PORT/',
  'localhost:PORT\\evil.com',
  'localhost%00.evil.com:PORT',
  'ⓛocalhost:PORT',
  'localtest.me:PORT',
  '127.0.0.1.nip.io:PORT',
];

describe('a name that was pointed at this machine', () => {
  it.each(FOREIGN_HOSTS)('is refused: "%s"', async (host) => {
    const request = requestLines('GET /v1/status HTTP/1.1', `Host: ${at(host)}`, key, 'Connection: close');
    const { status, text } = await rawRequest(tomo.port, request);
    expect([400, 403]).toContain(status);
    expect(text).not.toContain('version');
  });

  it.each(['X-Forwarded-Host', 'X-Original-Host', 'X-Host', 'Forwarded', 'X-HTTP-Host-Override'])(
    'is not made good by %s',
    async (header) => {
      const lines = ['Host: evil.com', `${header}: ${at('127.0.0.1:PORT')}`, key, 'Connection: close'];
      const { status } = await rawRequest(tomo.port, requestLines('GET /v1/status HTTP/1.1', ...lines));
      expect(status).toBe(403);
    },
  );

  it.each(['X-Forwarded-Host: evil.com', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.com;proto=https'])(
    'does not come into an address that Tomo gives out: %s',
    async (header) => {
      const lines = [own(), header, key, 'Connection: close'];
      const { status, text } = await rawRequest(
        tomo.port,
        requestLines('GET /v1/vrm-models HTTP/1.1', ...lines),
      );
      expect(status).toBe(200);
      expect(text).not.toMatch(/evil\.com|https:/);
    },
  );

  it('gets nothing with an address that names another host than the header', async () => {
    for (const target of ['http://evil.com/v1/status', '//evil.com/v1/status', 'evil.com:80']) {
      const request = requestLines(`GET ${target} HTTP/1.1`, own(), 'Connection: close');
      const { status } = await rawRequest(tomo.port, request);
      expect([target, status >= 400 && status < 500]).toEqual([target, true]);
    }
  });

  it('is no way through: Tomo is no proxy', async () => {
    const request = requestLines('CONNECT evil.com:443 HTTP/1.1', 'Host: evil.com:443', key);
    expect((await rawRequest(tomo.port, request)).text).not.toMatch(/^HTTP\/1\.1 2/);
  });

  it('is refused on a folded or doubled header', async () => {
    for (const lines of [[own(), 'hOsT: evil.com'], ['Host : 127.0.0.1', own()], [`${own()}\r\n evil.com`]]) {
      const request = requestLines('GET /health HTTP/1.1', ...lines, 'Connection: close');
      expect([400, 403]).toContain((await rawRequest(tomo.port, request)).status);
    }
  });
});

describe('a page of another site', () => {
  const evil = 'https://evil.example';
  const simple: [string, string][] = [
    ['text/plain', '{"name":"Intruder","email":"a@example.com","password":"SecurePassword123!"}'],
    ['text/plain;charset=application/json', '{"name":"Intruder"}'],
    ['application/x-www-form-urlencoded', 'name=Intruder&email=a%40example.com&password=SecurePassword123!'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nI\r\n--x--\r\n',
    ],
    ['', '{"name":"Intruder"}'],
  ];
  const PATHS = [
    '/v1/characters',
    '/v1/auth/login',
    '/v1/auth/register',
    '/v1/settings',
    '/v1/chat/completions',
  ];

  it.each(simple)('changes nothing with a form of type "%s"', async (type, body) => {
    const before = (await tomo.call('GET', '/v1/characters')).body.characters.length;
    for (const path of PATHS) {
      for (const origin of [evil, 'null']) {
        const { status } = await ask(tomo.url, {
          method: 'POST',
          path,
          body,
          headers: { origin, 'content-type': type, ...bearer(KEY) },
        });
        expect([path, status]).toEqual([path, 403]);
      }
    }
    expect((await tomo.call('GET', '/v1/characters')).body.characters).toHaveLength(before);
  });

  it.each(simple)('could not even from an origin that is left out: type "%s"', async (type, body) => {
    for (const path of ['/v1/characters', '/v1/auth/login', '/v1/auth/register']) {
      const { status } = await ask(tomo.url, {
        method: 'POST',
        path,
        body,
        headers: { 'content-type': type },
      });
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
  });

  it.each([
    '/v1/characters',
    '/v1/auth/login',
    '/v1/chat/completions',
    '/health',
    '/openapi.json',
    '/app/',
    '/docs',
  ])('gets no leave from a preflight of %s, and reads no answer', async (path) => {
    for (const method of ['OPTIONS', 'GET', 'HEAD', 'POST']) {
      const answer = await fetch(tomo.url + path, {
        method,
        headers: {
          origin: evil,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
          'access-control-request-private-network': 'true',
        },
      });
      expect([method, answer.status]).toEqual([method, 403]);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each([
    evil,
    'null',
    'http://localhost.:PORT',
    'http://127.0.0.1:1',
    'http://localhost:PORT.evil.example',
  ])('opens no WebSocket from %s, not even with a cookie or a key in the address', async (origin) => {
    const headers = { origin: at(origin), cookie: `token=${KEY}`, ...bearer(KEY) };
    const probe = new RealtimeProbe(tomo.url, headers, `/v1/ws?token=${KEY}`);
    const status = await new Promise((resolve) => {
      probe.socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      probe.socket.on('open', () => resolve('open'));
    });
    probe.socket.terminate();
    expect(status).toBe(403);
    expect(probe.frames).toEqual([]);
  });

  it('may not frame the app or the docs', async () => {
    for (const path of ['/app/', '/docs']) {
      const policy = (await fetch(tomo.url + path)).headers.get('content-security-policy');
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
    }
  });

  it('finds no cookie to use: Tomo sets none where nobody signs in with one', async () => {
    const paths = ['/health', '/app/', '/docs', '/v1/status', '/v1/characters'];
    for (const path of paths) {
      const answer = await fetch(tomo.url + path, { headers: bearer(KEY) });
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });
});
