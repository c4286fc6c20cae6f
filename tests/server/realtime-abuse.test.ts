import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { KEY, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

async function open(): Promise<RealtimeProbe> {
  const probe = new RealtimeProbe(tomo.url);
  await once(probe.socket, 'open');
  return probe;
}

async function expectAlive(): Promise<void> {
  const probe = await RealtimeProbe.open(tomo.url, []);
  probe.close();
  expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
}

describe('a WebSocket that has not shown a key', () => {
  it('is closed with 4401 when it says nothing', async () => {
    const probe = await open();
    expect(await probe.closed()).toBe(4401);
    expect(probe.frames).toEqual([]);
  });

  it.each([
    ['ping', '{"type":"ping"}'],
    ['a message', '{"type":"message","conversation_id":"conv_1","content":"hello"}'],
    ['subscribe', '{"type":"subscribe","conversation_ids":[],"speech":true}'],
    ['no JSON', 'hello'],
    ['JSON that is no frame', '{"type":"auth"}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a token that is no text', '{"type":"auth","token":{"$ne":null}}'],
    ['a binary frame', Buffer.from(JSON.stringify({ type: 'auth', token: KEY }))],
    ['an empty frame', ''],
  ])('is closed with 4401 when it begins with %s', async (_name, data) => {
    const probe = await open();
    probe.socket.send(data);
    // A second chance would be a way round the rule.
    probe.send({ type: 'auth', token: KEY });
    expect(await probe.closed()).toBe(4401);
    expect(probe.of('auth_ok')).toEqual([]);
  });

  it.each([['wrong'], [''], [`${KEY} `], [KEY.toUpperCase()]])(
    'is closed with 4401 for the token "%s"',
    async (token) => {
      const probe = await open();
      probe.send({ type: 'auth', token });
      expect(await probe.closed()).toBe(4401);
      expect(probe.of('auth_ok')).toEqual([]);
      expect(JSON.stringify(probe.frames)).not.toContain(KEY);
    },
  );

  it('hears nothing of what others say', async () => {
    const stranger = await open();
    const id = await tomo.newConversation();
    const friend = await RealtimeProbe.open(tomo.url, [id], false);
    friend.send({ type: 'message', conversation_id: id, content: 'A secret' });
    await friend.next('message_complete');
    stranger.socket.terminate();
    expect(stranger.frames).toEqual([]);
    friend.close();
  });
});

describe('a WebSocket that shows a key', () => {
  it.each([
    ['no JSON', '{'],
    ['an unknown type', '{"type":"dance"}'],
    ['a list', '[1,2]'],
    ['a number', '5'],
    ['a message without content', '{"type":"message","conversation_id":"conv_1"}'],
    ['a subscription to what is no list', '{"type":"subscribe","conversation_ids":"all"}'],
    ['a __proto__ key', '{"type":"ping2","__proto__":{"type":"ping"}}'],
    ['auth again', JSON.stringify({ type: 'auth', token: KEY })],
    ['bytes', Buffer.from([0, 1, 2, 255])],
    ['deep nesting', '['.repeat(100_000)],
  ])('gets an error for %s, and goes on', async (_name, data) => {
    const probe = await RealtimeProbe.open(tomo.url, []);
    probe.socket.send(data);
    const { code, message, details } = await probe.next('error');
    expect(code).toMatch(/^(invalid_request|conflict)$/);
    expect(message).toMatch(/\S/);
    expect(details).toEqual(expect.any(Object));
    await probe.ping();
    probe.close();
  });

  it('is closed with 1009 when it sends 10 MB', async () => {
    const probe = await RealtimeProbe.open(tomo.url, []);
    probe.socket.send('x'.repeat(10 * 1024 ** 2));
    expect(await probe.closed()).toBe(1009);
    await expectAlive();
  });

  it('is closed when it sends 10 MB in pieces', async () => {
    const probe = await RealtimeProbe.open(tomo.url, []);
    for (let piece = 0; piece < 160; piece++) probe.socket.send('x'.repeat(65_536), { fin: false });
    expect([1006, 1009]).toContain(await probe.closed());
    await expectAlive();
  });

  it('is closed when it breaks the protocol', async () => {
    const probe = await RealtimeProbe.open(tomo.url, []);
    const raw = (probe.socket as unknown as { _socket: import('node:net').Socket })._socket;
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect([1002, 1006]).toContain(await probe.closed());
    await expectAlive();
  });

  it('that stops reading is disconnected; others get everything', { timeout: 240_000 }, async () => {
    // Its turns end at once, because it is the messages that fill the socket.
    const busy = await startTomo({ args: ['--model', testModel('damaged/text-file')] });
    const deaf = await RealtimeProbe.open(busy.url);
    deaf.socket.pause();
    const attentive = await RealtimeProbe.open(busy.url);
    // 60 MB, because the system may keep more than 30 in its own buffers; JSON writes six bytes for each of these.
    const content = '\u0001'.repeat(32_000);
    const sent = 320;
    for (let count = 0; count < sent; count += 20) {
      const id = await busy.newConversation();
      for (let within = 0; within < 20; within++) {
        const answer = await busy.call('POST', `/v1/conversations/${id}/messages`, { content });
        expect(answer.status).toBe(200);
      }
    }
    await attentive.next('message_received', sent);
    expect(new Set(attentive.of('message_received').map(({ message_id }) => message_id)).size).toBe(sent);
    deaf.socket.resume();
    await deaf.closed();
    expect(deaf.of('message_received').length).toBeLessThan(sent);
    attentive.close();
    expect((await fetch(`${busy.url}/health`)).status).toBe(200);
    await busy.stop();
  });
});

it('two hundred sockets that come and vanish disturb nobody', async () => {
  const id = await tomo.newConversation();
  const steady = await RealtimeProbe.open(tomo.url, [id], false);
  const upgrade = [
    'GET /v1/ws HTTP/1.1',
    `Host: 127.0.0.1:${tomo.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ].join('\r\n');
  for (let batch = 0; batch < 8; batch++) {
    await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        const socket = connect(tomo.port, '127.0.0.1');
        socket.on('error', () => {});
        socket.write(index % 2 === 0 ? `${upgrade}\r\n\r\n` : upgrade);
        if (index % 3 === 0) await once(socket, 'connect');
        else if (index % 2 === 0) await once(socket, 'data');
        socket.resetAndDestroy();
      }),
    );
  }
  steady.send({ type: 'message', conversation_id: id, content: 'Still there?' });
  await steady.next('message_complete');
  steady.close();
  expect(tomo.log()).not.toMatch(/unhandled|uncaught/i);
});
