import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { rawRequest, requestLines } from '../support/raw-http.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { KEY, startTomo } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();

const get = (path: string, headers: Record<string, string> = {}) => fetch(tomo.url + path, { headers });
const withHeaders = (...lines: string[]) =>
  rawRequest(
    tomo.port,
    requestLines('GET /v1/status HTTP/1.1', ...lines, `Authorization: Bearer ${KEY}`, 'Connection: close'),
  );

describe('the key', () => {
  const refused = { error: { code: 'authentication_failed', message: expect.any(String), details: {} } };

  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer wrong' }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['the key without Bearer', { authorization: KEY }],
    ['the key with something after it', { authorization: `Bearer ${KEY}x` }],
    ['the key as Basic', { authorization: `Basic ${btoa(`owner:${KEY}`)}` }],
    ['the key in a cookie', { cookie: `token=${KEY}` }],
  ])('is asked for: %s is refused with 401', async (_name, headers) => {
    const answer = await get('/v1/characters', headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual(refused);
  });

  it.each(['key', 'token', 'api_key', 'access_token'])(
    'is not taken from the address: ?%s=',
    async (name) => {
      expect((await get(`/v1/characters?${name}=${KEY}`)).status).toBe(401);
    },
  );

  it('lets the owner in, also when Bearer is written in small letters', async () => {
    expect((await get('/v1/status', { authorization: `bearer ${KEY}` })).status).toBe(200);
  });

  it('is asked for at addresses and with methods that do not exist', async () => {
    expect((await get('/v1/nothing-here')).status).toBe(401);
    expect((await fetch(`${tomo.url}/v1/status`, { method: 'DELETE' })).status).toBe(401);
  });

  it('is not needed for /health, which says nothing else', async () => {
    const answer = await get('/health');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{"status":"ok"}');
  });

  it('is not needed for the description of the API', async () => {
    const answer = await get('/openapi.json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/characters': {} } });
  });

  it('stays asked for, and the right one stays taken, after fifty wrong ones', async () => {
    const wrong = await Promise.all(
      Array.from({ length: 60 }, (_, index) => get('/v1/status', { authorization: `Bearer guess-${index}` })),
    );
    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await get('/v1/status', { authorization: `Bearer ${KEY}` })).status).toBe(200);
  });

  it('is not written to the log', async () => {
    expect(tomo.log()).not.toContain(KEY);
    expect(tomo.log()).not.toContain('guess-1');
  });
});

describe('the Host header', () => {
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.9.9.9'])(
    'may be %s with the port',
    async (name) => {
      expect((await withHeaders(`Host: ${name}:${tomo.port}`)).status).toBe(200);
    },
  );

  it.each([
    'evil.com',
    'evil.com:PORT',
    'localhost.evil.com:PORT',
    '127.0.0.1.evil.com:PORT',
    'evil.com#127.0.0.1:PORT',
    'localhost:PORT@evil.com',
    '127.0.0.1:1',
    '127.0.0.1',
    'localhost',
    '0.0.0.0:PORT',
    '192.168.1.1:PORT',
    '[::]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '127.0.0.1:PORT:PORT',
    '',
  ])('may not be "%s"', async (host) => {
    const answer = await withHeaders(`Host: ${host.replaceAll('PORT', String(tomo.port))}`);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { code: 'insufficient_permissions' } });
  });

  it('may not be missing', async () => {
    expect((await withHeaders()).status).toBe(400);
    const old = requestLines('GET /v1/status HTTP/1.0', `Authorization: Bearer ${KEY}`);
    expect((await rawRequest(tomo.port, old)).status).toBe(403);
  });

  it('may not be there twice with a foreign one', async () => {
    const own = `Host: 127.0.0.1:${tomo.port}`;
    for (const lines of [
      ['Host: evil.com', own],
      [own, 'Host: evil.com'],
    ]) {
      expect([400, 403]).toContain((await withHeaders(...lines)).status);
    }
  });

  it('counts also where the address names another host', async () => {
    const request = requestLines(
      `GET http://evil.com/v1/status HTTP/1.1`,
      'Host: evil.com',
      `Authorization: Bearer ${KEY}`,
      'Connection: close',
    );
    expect((await rawRequest(tomo.port, request)).status).toBe(403);
  });

  it.each(['/health', '/app/', '/openapi.json'])('is looked at where no key is needed: %s', async (path) => {
    const request = requestLines(`GET ${path} HTTP/1.1`, 'Host: evil.com', 'Connection: close');
    expect((await rawRequest(tomo.port, request)).status).toBe(403);
  });
});

describe('the Origin header', () => {
  const foreign = [
    'https://evil.com',
    'http://evil.com:PORT',
    'null',
    '',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://127.0.0.1:PORT/',
    'http://127.0.0.1:PORT@evil.com',
    'file://',
    'chrome-extension://abcdef',
  ].map((origin) => [origin]);
  const at = (origin: string) => origin.replaceAll('PORT', String(tomo.port));

  it.each(foreign)('may not be "%s"', async (origin) => {
    const answer = await withHeaders(`Host: 127.0.0.1:${tomo.port}`, `Origin: ${at(origin)}`);
    expect(answer.status).toBe(403);
    expect(answer.text.toLowerCase()).not.toContain('access-control-');
  });

  it.each(['http://127.0.0.1:PORT', 'http://localhost:PORT', 'http://[::1]:PORT'])(
    'may be its own, %s, which needs no CORS headers',
    async (origin) => {
      const answer = await withHeaders(`Host: 127.0.0.1:${tomo.port}`, `Origin: ${at(origin)}`);
      expect(answer.status).toBe(200);
      expect(answer.text.toLowerCase()).not.toContain('access-control-');
    },
  );

  it('is looked at before a preflight, which gives no leave to anybody', async () => {
    for (const origin of ['https://evil.com', tomo.url]) {
      const answer = await fetch(`${tomo.url}/v1/characters`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(answer.ok).toBe(false);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each(foreign)('may not be "%s" in a WebSocket upgrade', async (origin) => {
    expect(await upgradeStatus(tomo.url, { origin: at(origin) })).toBe(403);
  });

  it('may be its own in a WebSocket upgrade', async () => {
    const probe = new RealtimeProbe(tomo.url, { origin: tomo.url });
    await once(probe.socket, 'open');
    probe.close();
  });

  it('may be one that the owner allowed, until it is taken back', async () => {
    const asked = { authorization: `Bearer ${KEY}`, origin: 'https://friend.example' };
    expect((await get('/v1/status', asked)).status).toBe(403);
    const allow = (origins: string[]) => tomo.call('PUT', '/v1/settings', { allowed_origins: origins });
    expect((await allow(['https://friend.example'])).status).toBe(200);
    expect((await get('/v1/status', asked)).status).toBe(200);
    await allow([]);
    expect((await get('/v1/status', asked)).status).toBe(403);
  });

  it('is kept as a browser sends it, and only where it is one', async () => {
    const allow = (origin: string) => tomo.call('PUT', '/v1/settings', { allowed_origins: [origin] });
    expect((await allow('https://Friend.example:443/')).body.allowed_origins).toEqual([
      'https://friend.example',
    ]);
    expect((await allow('chrome-extension://abcdef')).body.allowed_origins).toEqual([
      'chrome-extension://abcdef',
    ]);
    for (const wrong of [
      'null',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a.example/path',
      'a.b',
      '*',
    ]) {
      expect([wrong, (await allow(wrong)).status]).toEqual([wrong, 400]);
    }
    await tomo.call('PUT', '/v1/settings', { allowed_origins: [] });
  });
});

describe('a WebSocket upgrade', () => {
  it('is refused for a foreign Host', async () => {
    expect(await upgradeStatus(tomo.url, { host: 'evil.com' })).toBe(403);
    expect(await upgradeStatus(tomo.url, { host: '127.0.0.1:1' })).toBe(403);
  });

  it('is refused where there is no WebSocket, and nothing is given away', async () => {
    expect(await upgradeStatus(tomo.url, {}, '/v1/nothing')).toBe(401);
    expect(await upgradeStatus(tomo.url, {}, '/v1/characters')).toBe(401);
    expect((await get('/health')).status).toBe(200);
  });
});

describe('a key that Tomo makes itself', () => {
  it('is in api-key, for the owner only, and nowhere else in plain text', async () => {
    const fresh = await startTomo({ key: null });
    try {
      const file = join(fresh.dataDirectory, 'api-key');
      const key = (await readFile(file, 'utf8')).trim();
      expect(key.length).toBeGreaterThan(30);
      if (process.platform !== 'win32') {
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        expect((await stat(fresh.dataDirectory)).mode & 0o777).toBe(0o700);
      }
      const answer = await fetch(`${fresh.url}/v1/status`, { headers: { authorization: `Bearer ${key}` } });
      expect(answer.status).toBe(200);
      expect(await filesWith(fresh.dataDirectory, key)).toEqual(['api-key']);
      expect(fresh.log()).not.toContain(key);
    } finally {
      await fresh.stop();
    }
  });

  it('is not written anywhere when the caller gave one', async () => {
    expect(await filesWith(tomo.dataDirectory, KEY)).toEqual([]);
  });
});

/** The status with which an upgrade was refused; 101 when it was not. */
async function upgradeStatus(url: string, headers: Record<string, string>, path = '/v1/ws'): Promise<number> {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { headers });
  socket.on('error', () => {});
  return await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => resolve(101));
    socket.on('close', () => resolve(0));
  });
}

async function filesWith(directory: string, text: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const holding = await Promise.all(
    files.map(async ({ parentPath, name }) =>
      (await readFile(join(parentPath, name))).includes(text) ? name : '',
    ),
  );
  return holding.filter((name) => name !== '');
}
