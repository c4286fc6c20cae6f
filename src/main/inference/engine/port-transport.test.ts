import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { FromHost, ToHost } from './engine-protocol.ts';
import { type ChannelPort, EngineLine, hostPortTransport } from './port-transport.ts';

/** Node's ports give the message itself; Electron's wrap it in an event. */
function likeElectron(port: MessagePort): ChannelPort {
  const on = (event: 'message' | 'close', listener: (value: never) => void) =>
    event === 'message'
      ? port.on('message', (data) => listener({ data } as never))
      : port.on('close', listener as () => void);
  return {
    postMessage: (message) => port.postMessage(message),
    on: on as ChannelPort['on'],
    start: () => port.start(),
    close: () => port.close(),
  };
}

test('what was asked before the line was there arrives, and answers come back', async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: ToHost[] = [];
  const answers: FromHost[] = [];
  const line = new EngineLine(() => {});
  line.onMessage((message) => answers.push(message));
  line.postMessage({ type: 'cancel', id: 1 });
  line.connect(likeElectron(port2));
  const host = hostPortTransport(likeElectron(port1));
  host.onMessage((message) => {
    heard.push(message);
    host.postMessage({ type: 'ready' });
  });
  await once(port2, 'message');
  expect(heard).toEqual([{ type: 'cancel', id: 1 }]);
  expect(answers).toEqual([{ type: 'ready' }]);
  port1.close();
});

test('both ends learn, once, that the other is gone', async () => {
  const { port1, port2 } = new MessageChannel();
  const line = new EngineLine(() => port1.close());
  const reasons: string[] = [];
  line.onExit((reason) => reasons.push(reason));
  line.connect(likeElectron(port2));
  let closed = 0;
  hostPortTransport(likeElectron(port1)).onClose(() => closed++);
  const bothClosed = Promise.all([once(port1, 'close'), once(port2, 'close')]);
  line.kill();
  await bothClosed;
  expect(reasons).toEqual(['the engine ended']);
  expect(closed).toBe(1);
});
