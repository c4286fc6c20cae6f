import pino from 'pino';
import type { FromServer, ToServer } from './electron/shell-messages.ts';
import type { EngineTransport } from './inference/engine/engine-transport.ts';
import { type ChannelPort, EngineLine } from './inference/engine/port-transport.ts';
import { readEnvironment } from './server/config/environment.ts';
import { findInstallation } from './server/config/installation.ts';
import { parseServeOptions } from './server/config/serve-options.ts';
import { explainStartFailure } from './server/explain-start-failure.ts';
import { type RunningServer, startServer } from './server/start-server.ts';

/** The server as a utility process of the desktop shell, which starts it, lays its lines to engines, and stops it. */
const shell = process.parentPort;
const lines = new Map<number, EngineLine>();
let server: RunningServer | undefined;

const tell = (message: FromServer) => shell.postMessage(message);

shell.on('message', ({ data, ports }) => {
  const message = data as ToServer;
  if (message.type === 'start') void start(message.argv);
  else if (message.type === 'engine') lines.get(message.id)?.connect(ports[0] as unknown as ChannelPort);
  else void stop();
});

async function start(argv: string[]): Promise<void> {
  try {
    const environment = readEnvironment(process.env, process.platform);
    const options = parseServeOptions(['--port', '0', ...argv], environment);
    const logger = pino({ level: options.logLevel }, pino.destination(2));
    server = await startServer(options, findInstallation(import.meta.url), logger, spawnEngine);
    tell({ type: 'listening', url: server.url, token: server.key });
  } catch (error) {
    tell({ type: 'failed', message: explainStartFailure(error) });
  }
}

async function stop(): Promise<void> {
  await server?.close();
  process.exit(0);
}

let engineCount = 0;

function spawnEngine(): EngineTransport {
  const id = engineCount++;
  const line = new EngineLine(() => tell({ type: 'stop-engine', id }));
  lines.set(id, line);
  line.onExit(() => lines.delete(id));
  tell({ type: 'start-engine', id });
  return line;
}
