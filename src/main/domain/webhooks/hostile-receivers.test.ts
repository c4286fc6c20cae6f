import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { webhookReceiver } from '../../../../tests/support/webhook-receiver.ts';
import type { Outcome } from './attempt-delivery.ts';
import { openedForEachTest } from './opened-for-each-under-test.ts';
import type { webhooksUnderTest } from './webhooks-under-test.ts';

const { begin, keep } = openedForEachTest();

/** What comes of one delivery to this address, once it is over. */
async function outcomeAt(url: string, options: Parameters<typeof webhooksUnderTest>[0] = {}) {
  const tomo = await begin({ attemptMs: 300, ...options });
  const id = await tomo.register(url);
  await tomo.tell();
  const [delivery] = await tomo.settled(id);
  return delivery;
}

/** A server that writes whatever it likes as soon as a request's head has come. @returns its address */
async function rawServer(talk: (socket: net.Socket) => void): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => talk(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  keep({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const dead = (lastError: NonNullable<Outcome['failure']>) => ({ state: 'dead', lastError });

describe('a receiver that', () => {
  it('points elsewhere is not followed, whatever the status', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const inside = await webhookReceiver();
      const there = await webhookReceiver((_request, response) => {
        response.writeHead(status, { location: inside.url }).end();
      });
      keep(inside);
      keep(there);
      expect(await outcomeAt(there.url)).toMatchObject({ ...dead('redirect'), lastStatus: status });
      expect(inside.received).toEqual([]);
    }
  });

  it('never answers has had its time', async () => {
    const url = await rawServer(() => {});
    expect(await outcomeAt(url, { attemptMs: 50 })).toMatchObject(dead('timeout'));
  });

  it('sends its headers a letter at a time has had its time', async () => {
    const url = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-A: ');
      const drip = setInterval(() => socket.write('a'), 5);
      socket.once('close', () => clearInterval(drip));
    });
    expect(await outcomeAt(url, { attemptMs: 50 })).toMatchObject(dead('timeout'));
  });

  it('tells of an answer to come for ever has had its time', async () => {
    const url = await rawServer((socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 2);
      socket.once('close', () => clearInterval(drip));
    });
    expect(await outcomeAt(url, { attemptMs: 50 })).toMatchObject(dead('timeout'));
  });

  it('sends headers without end is cut off', async () => {
    const url = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let at = 0; at < 100; at++) socket.write(`X-${at}: ${'a'.repeat(1_000)}\r\n`);
    });
    expect(await outcomeAt(url)).toMatchObject(dead('invalid_response'));
  });

  it('does not speak HTTP has not taken it', async () => {
    expect(
      await outcomeAt(await rawServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n'))),
    ).toMatchObject(dead('invalid_response'));
    expect(await outcomeAt(await rawServer((socket) => void socket.destroy()))).toMatchObject(
      dead('connection_failed'),
    );
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n';
    expect(await outcomeAt(await rawServer((socket) => void socket.write(upgrade)))).toMatchObject({
      state: 'dead',
    });
  });

  it('has taken it and then sends a body without end is cut off, and has taken it', async () => {
    let sent = 0;
    const url = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(64 * 1024, 'a'))) sent += 64 * 1024;
        sent += 64 * 1024;
      };
      socket.on('drain', more);
      more();
    });
    expect(await outcomeAt(url, { attemptMs: 60_000 })).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('has taken it and then says nothing more has taken it', async () => {
    const url = await rawServer(
      (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
    );
    expect(await outcomeAt(url, { attemptMs: 50 })).toMatchObject({ state: 'delivered', lastStatus: 200 });
  });

  it('answers with a bomb of gzip is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2));
    const there = await webhookReceiver((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    keep(there);
    const before = process.memoryUsage().arrayBuffers;
    expect(await outcomeAt(there.url)).toMatchObject({ state: 'delivered' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 ** 2);
  });

  it('says when to come again is asked again then', async () => {
    const there = await webhookReceiver((_request, response, at) => {
      response.writeHead(at === 0 ? 429 : 200, { 'retry-after': '10' }).end();
    });
    keep(there);
    expect(await outcomeAt(there.url)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('shows a certificate that nobody vouches for is not told', async () => {
    const told: string[] = [];
    const url = await selfSigned((request, response) => {
      told.push(request.url ?? '');
      response.end();
    });
    expect(await outcomeAt(url)).toMatchObject(dead('tls_failed'));
    expect(told).toEqual([]);
  });

  it('is not there is noted so', async () => {
    const gone = await webhookReceiver();
    await gone.close();
    expect(await outcomeAt(gone.url)).toMatchObject(dead('connection_failed'));
    expect(await outcomeAt('http://unknown.test/')).toMatchObject(dead('name_not_found'));
  });
});

describe('a name that an account registered', () => {
  it('and that leads to this machine later is not connected to', async () => {
    const inside = await webhookReceiver();
    keep(inside);
    let asked = 0;
    const resolve = async () =>
      asked++ === 0 ? [{ address: '8.8.8.8', family: 4 }] : [{ address: '127.0.0.1', family: 4 }];
    const tomo = await begin({ resolve });
    const account = await tomo.newAccount();
    const id = await tomo.register(`http://rebinding.test:${inside.port}/`, account);
    await tomo.tell({}, account);
    expect(await tomo.settled(id)).toMatchObject([dead('address_not_allowed')]);
    expect(asked).toBeGreaterThan(1);
    expect(inside.received).toEqual([]);
  });

  it('may lead to this machine where the owner allowed it, and no longer when that was taken back', async () => {
    const inside = await webhookReceiver();
    keep(inside);
    const tomo = await begin({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const account = await tomo.newAccount();
    await tomo.allowed.change([`flows.home:${inside.port}`]);
    const id = await tomo.register(`http://flows.home:${inside.port}/`, account);
    await tomo.tell({}, account);
    expect(await tomo.settled(id)).toMatchObject([{ state: 'delivered' }]);
    await tomo.allowed.change([]);
    await tomo.tell({}, account);
    expect(await tomo.settled(id)).toMatchObject([{ state: 'delivered' }, dead('address_not_allowed')]);
    expect(inside.received).toHaveLength(1);
  });

  it('is not reached for one event either, though the owner’s is', async () => {
    const inside = await webhookReceiver();
    keep(inside);
    const tomo = await begin();
    const account = await tomo.newAccount();
    await expect(tomo.register(inside.url, account)).rejects.toMatchObject({ code: 'invalid' });
    const told = { url: inside.url, secret: null, event: 'answer', body: {} };
    await expect(tomo.webhooks.sendTo({ ...told, userId: account.userId })).rejects.toMatchObject({
      code: 'invalid',
    });
    await tomo.webhooks.sendTo({ ...told, userId: tomo.owner.userId });
    const [{ headers }] = (await inside.count(1)) as [(typeof inside.received)[0]];
    expect(headers['x-webhook-signature']).toBeUndefined();
    expect(inside.received).toHaveLength(1);
  });
});

/** @returns its address; its certificate is made by `openssl` and signed by itself */
async function selfSigned(listener: RequestListener): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tomo-certificate-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...kind, '-keyout', key, '-out', certificate, ...subject], { stdio: 'ignore' });
  const server = https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, listener);
  rmSync(folder, { recursive: true });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  keep({ close: async () => void server.close() });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
