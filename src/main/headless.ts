import { forkEngine } from './inference/engine/fork-engine.ts';
import { type Environment, readEnvironment } from './server/config/environment.ts';
import { findInstallation } from './server/config/installation.ts';
import { parseServeOptions, SERVE_USAGE, type ServeOptions } from './server/config/serve-options.ts';
import { runDoctor } from './server/doctor/doctor.ts';
import { explainStartFailure } from './server/explain-start-failure.ts';
import { openApp } from './server/open-app.ts';
import { createServerLog } from './server/server-log.ts';
import { type RunningServer, startServer } from './server/start-server.ts';

const EXIT_UNUSABLE = 2;

/** `tomo doctor`: what works on this machine. @returns the exit code */
export async function doctor(argv: readonly string[]): Promise<number> {
  const environment = readEnvironment(process.env, process.platform);
  try {
    const print = (line: string) => process.stdout.write(`${line}\n`);
    return await runDoctor(argv, findInstallation(import.meta.url), environment, print);
  } catch (error) {
    process.stderr.write(`tomo: ${explainStartFailure(error)}\n`);
    return EXIT_UNUSABLE;
  }
}

/** `tomo serve`: the server under plain Node. */
export async function serve(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) {
    process.stdout.write(`${SERVE_USAGE}\n`);
    return;
  }
  const stop = new AbortController();
  // Where a launcher started this process, its end is the end of this one too.
  process.once('disconnect', () => stop.abort());
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  let server: RunningServer;
  try {
    const environment = readEnvironment(process.env, process.platform);
    const installation = findInstallation(import.meta.url);
    const options = parseServeOptions(argv, environment);
    const log = createServerLog(options.logLevel);
    server = await startServer(options, installation, log, (onOutput) =>
      forkEngine(installation.engineFile, onOutput),
    );
    announce(options, server);
    if (options.open) await open(options, server, environment);
  } catch (error) {
    process.stderr.write(`tomo: ${explainStartFailure(error)}\n`);
    process.exit(EXIT_UNUSABLE);
  }
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  process.exit(0);
}

function announce({ json }: ServeOptions, { url, also }: RunningServer): void {
  const line = json
    ? JSON.stringify({ event: 'listening', url, pid: process.pid, ...(also.length > 0 ? { also } : {}) })
    : [
        `Tomo listens at ${url} (the app: ${url}/app/)`,
        ...also.map((other) => `${other.dialect} is at ${other.url}`),
      ].join('\n');
  process.stdout.write(`${line}\n`);
}

async function open({ dataDirectory, json }: ServeOptions, server: RunningServer, { desktop }: Environment) {
  const address = `${server.url}/app/#token=${encodeURIComponent(server.key)}`;
  const opened = await openApp(address, dataDirectory, desktop);
  if (json) return;
  const line = opened
    ? 'Tomo opens in a browser window. Close Tomo with Ctrl+C.'
    : `There is no screen to open a window on. Open this address in a browser:\n${address}`;
  process.stdout.write(`${line}\n`);
}
