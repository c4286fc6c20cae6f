import type { FromServer, ToServer } from './electron/shell-messages.ts';
import type { EngineTransport } from './inference/engine/engine-transport.ts';
import { type ChannelPort, EngineLine } from './inference/engine/port-transport.ts';
import { readEnvironment } from './server/config/environment.ts';
import { findInstallation } from './server/config/installation.ts';
import { parseServeOptions, type ServeOptions } from './server/config/serve-options.ts';
import { explainStartFailure } from './server/explain-start-failure.ts';
import { createServerLog } from './server/server-log.ts';
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
    const options = parseServeOptions(argv, environment);
    server = await startOnFreePort(options, argv.includes('--port'));
    tell({ type: 'listening', url: server.url, token: server.key });
  } catch (error) {
    tell({ type: 'failed', message: explainStartFailure(error) });
  }
}

/** Another program on Tomo's usual port must not keep the window from opening; a port that was asked for is kept to. */
async function startOnFreePort(options: ServeOptions, portWasGiven: boolean): Promise<RunningServer> {
  const log = createServerLog(options.logLevel);
  const installation = findInstallation(import.meta.url);
  try {
    return await startServer(options, installation, log, spawnEngine);
  } catch (error) {
    if (portWasGiven || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return await startServer({ ...options, port: 0 }, installation, log, spawnEngine);
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
