import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { runEngineHost } from './inference/engine/engine-host.ts';
import { parentTransport } from './inference/engine/parent-transport.ts';
import { runSpeechThread } from './inference/registry.ts';

if (isMainThread) {
  runEngineHost({
    transport: parentTransport(),
    entry: fileURLToPath(import.meta.url),
    exit: () => process.exit(0),
  });
} else {
  runSpeechThread();
}
