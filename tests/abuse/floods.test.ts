import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ask, bearer } from './ask.ts';

const HALF_OPEN = 10_000;
/** Files that this process and the server need for themselves. */
const OTHER_FILES = 300;

const tomo = tomoForTests('talker');
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

/** Opens connections that say `first`, or nothing, and then wait. */
async function openAndWait(count: number, first?: string): Promise<void> {
  const { hostname, port } = new URL(tomo.url);
  for (let opened = 0; opened < count; opened += 250) {
    await Promise.all(
      Array.from({ length: Math.min(250, count - opened) }, async () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const socket = connect({ host: hostname, port: Number(port) }, () => {
          if (first !== undefined) socket.write(first);
          resolve();
        });
        socket.on('error', () => resolve());
        sockets.push(socket);
        await promise;
      }),
    );
  }
}

const open = () => sockets.filter((socket) => !socket.destroyed).length;

describe('a flood', () => {
  it('of connections that say nothing, or begin and never end, keeps nobody else out', {
    timeout: 240_000,
  }, async () => {
    const filesMax = Number(execFileSync('sh', ['-c', 'ulimit -n']).toString()) || HALF_OPEN;
    const count = Math.min(HALF_OPEN, filesMax - OTHER_FILES);
    await openAndWait(Math.floor(count / 2));
    await openAndWait(Math.ceil(count / 2), 'POST /v1/characters HTTP/1.1\r\nHost: 127.0.0.1\r\nX-');
    expect(open()).toBeGreaterThan(count / 2);
    for (let request = 0; request < 20; request++) {
      expect(
        (await ask(tomo.url, { method: 'GET', path: '/v1/characters', headers: bearer(KEY) })).status,
      ).toBe(200);
    }
    const conversation = await tomo.newConversation();
    const said = await tomo.call('POST', `/v1/conversations/${conversation}/messages`, { content: 'hello' });
    expect(said.status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it('of requests in one go is answered one by one', async () => {
    const { hostname, port, host } = new URL(tomo.url);
    const socket = connect({ host: hostname, port: Number(port) });
    sockets.push(socket);
    const one = `GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const { promise, resolve } = Promise.withResolvers<void>();
    let answers = 0;
    let rest = '';
    socket.on('data', (data) => {
      const parts = (rest + data.toString('latin1')).split('{"status":"ok"}');
      rest = parts.pop() ?? '';
      answers += parts.length;
      if (answers === 1_000) resolve();
    });
    socket.on('close', resolve);
    socket.write(one.repeat(1_000));
    await promise;
    expect(answers).toBe(1_000);
    socket.destroy();
  });
});

describe('a bomb', () => {
  it.each(['gzip', 'deflate', 'br', 'zstd'])('of %s is not unpacked', async (encoding) => {
    const answer = await fetch(`${tomo.url}/v1/characters`, {
      method: 'POST',
      headers: { ...bearer(KEY), 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(gzipSync(`{"name":"${'x'.repeat(500_000)}"}`)),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('of compressed frames cannot be sent: the WebSocket agrees to no compression', async () => {
    const socket = new WebSocket(`${tomo.url.replace('http', 'ws')}/v1/ws`, { perMessageDeflate: true });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    expect(socket.extensions).toBe('');
    socket.terminate();
  });

  it.each<[string, Record<string, string>]>([
    ['a header of 100 KB', { 'x-long': 'x'.repeat(100_000) }],
    [
      'three thousand headers',
      Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`x-${at}`, 'y'])),
    ],
  ])('of %s is refused or let go by, and nothing else happens', async (_name, headers) => {
    const sent = ask(tomo.url, {
      method: 'GET',
      path: '/v1/status',
      headers: { ...bearer(KEY), ...headers },
    });
    const status = await sent.then(
      (answer) => answer.status,
      () => 'cut off',
    );
    expect([200, 400, 431, 'cut off']).toContain(status);
    expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
  });

  it('of fields is refused, or taken without them', async () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`field${at}`, at]));
    const answer = await tomo.call('POST', '/v1/characters', { name: 'Many', ...many });
    expect([201, 400, 413]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain('field49999');
  });
});

it('leaves no failure of the server behind', async () => {
  expect((await tomo.call('GET', '/v1/characters')).status).toBe(200);
  expect(tomo.log()).not.toMatch(/request failed|uncaught|unhandled/i);
});
