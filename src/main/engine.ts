import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { runEngineHost } from './inference/engine/engine-host.ts';
import { threadName } from './inference/engine/engine-thread.ts';
import type { HostTransport } from './inference/engine/engine-transport.ts';
import { parentTransport } from './inference/engine/parent-transport.ts';
import { isParentWatch, startParentWatch, watchParent } from './inference/engine/parent-watch.ts';
import { type ChannelPort, hostPortTransport } from './inference/engine/port-transport.ts';
import { runThread } from './inference/registry.ts';

const entry = fileURLToPath(import.meta.url);

if (isParentWatch()) watchParent();
else if (!isMainThread) await runThread(threadName());
else if (process.parentPort === undefined) {
  startParentWatch(entry);
  run(parentTransport());
} else {
  // Under the desktop shell the line to the server is a port that comes with the first message.
  process.parentPort.once('message', ({ ports }) =>
    run(hostPortTransport(ports[0] as unknown as ChannelPort)),
  );
}

function run(transport: HostTransport): void {
  // Ctrl+C reaches every process of a terminal; the server ends this one when it has kept what was said.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  runEngineHost({ transport, entry, exit: () => process.exit(0) });
}
