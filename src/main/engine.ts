import { runEngineHost } from './inference/engine/engine-host.ts';
import { parentTransport } from './inference/engine/parent-transport.ts';

runEngineHost(parentTransport(), () => process.exit(0));
