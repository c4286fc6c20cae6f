import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { KEY, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const MESSAGE = { content: 'Tell me everything' };

describe.each(['SIGTERM', 'SIGINT'] as const)('%s in the middle of turns', (signal) => {
  it('ends the server with 0; listeners are told, and what had been said is kept', async () => {
    const tomo = await startTomo({ args: ['--model', testModel('talker-endless')] });
    const id = await tomo.newConversation();
    const probe = await RealtimeProbe.open(tomo.url, [id], signal === 'SIGTERM');
    const [asked, queued] = [
      (await tomo.call('POST', `/v1/conversations/${id}/messages`, MESSAGE)).body.id,
      (await tomo.call('POST', `/v1/conversations/${id}/messages`, MESSAGE)).body.id,
    ];
    await (signal === 'SIGTERM' ? probe.next('speech_chunk') : probe.next('message_chunk', 3));
    expect(await tomo.stop(signal)).toBe(0);

    expect(await probe.closed()).toBe(1001);
    const interrupted = probe.of('message_interrupted')[0];
    expect(interrupted?.content).toMatch(/^and on/);

    const again = await startTomo({ dataDirectory: tomo.dataDirectory });
    const { messages } = (await again.call('GET', `/v1/conversations/${id}`)).body;
    expect(messages.filter(({ role }: { role: string }) => role === 'user')).toMatchObject([
      { id: asked, ...MESSAGE },
      { id: queued, ...MESSAGE },
    ]);
    expect(messages.find(({ role }: { role: string }) => role === 'assistant')).toMatchObject({
      id: interrupted?.message_id,
      content: interrupted?.content,
      state: 'interrupted',
    });
    expect(await again.stop()).toBe(0);
  });
});

// A server that waits for its clients would be killed by the system, or wait for ever.
it('SIGTERM ends the server while clients hold their connections and do not answer', async () => {
  const tomo = await startTomo();
  const idle = connect(tomo.port, '127.0.0.1');
  const half = connect(tomo.port, '127.0.0.1', () => half.write('POST /v1/conversations HTTP/1.1\r\nHost: '));
  const refused = connect(tomo.port, '127.0.0.1', () =>
    refused.write(
      'GET /v1/ws HTTP/1.1\r\nHost: evil.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    ),
  );
  for (const socket of [idle, half, refused]) socket.on('error', () => {});
  const deaf = await RealtimeProbe.open(tomo.url, [], true, KEY);
  deaf.socket.pause();
  await once(refused, 'data');
  expect(await tomo.stop()).toBe(0);
  for (const socket of [idle, half, refused]) socket.destroy();
  deaf.socket.terminate();
});
