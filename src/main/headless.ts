import pino from 'pino';
import { type Environment, readEnvironment } from './server/config/environment.ts';
import { findInstallation } from './server/config/installation.ts';
import {
  parseServeOptions,
  SERVE_USAGE,
  type ServeOptions,
  UsageError,
} from './server/config/serve-options.ts';
import { openApp } from './server/open-app.ts';
import { type RunningServer, startServer } from './server/start-server.ts';
import { DataDirectoryError } from './storage/data-directory.ts';
import { NewerDatabaseError } from './storage/migrate.ts';

const EXIT_UNUSABLE = 2;

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
    const options = parseServeOptions(argv, environment);
    const logger = pino({ level: options.logLevel }, pino.destination(2));
    server = await startServer(options, findInstallation(import.meta.url), logger);
    announce(options, server);
    if (options.open) await open(options, server, environment);
  } catch (error) {
    process.stderr.write(`tomo: ${explain(error)}\n`);
    process.exit(EXIT_UNUSABLE);
  }
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  process.exit(0);
}

function announce({ json }: ServeOptions, { url }: RunningServer): void {
  const line = json
    ? JSON.stringify({ event: 'listening', url, pid: process.pid })
    : `Tomo listens at ${url} (the app: ${url}/app/)`;
  process.stdout.write(`${line}\n`);
}

async function open({ dataDirectory, json }: ServeOptions, server: RunningServer, { desktop }: Environment) {
  const opened = await openApp(server.signedInUrl, dataDirectory, desktop);
  if (json) return;
  const line = opened
    ? 'Tomo opens in a browser window. Close Tomo with Ctrl+C.'
    : `There is no screen to open a window on. Open this address in a browser:\n${server.signedInUrl}`;
  process.stdout.write(`${line}\n`);
}

/** One plain line for whoever typed the command. */
function explain(error: unknown): string {
  if (
    error instanceof UsageError ||
    error instanceof DataDirectoryError ||
    error instanceof NewerDatabaseError
  ) {
    return error.message;
  }
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; choose another with --port, or stop the program that uses it`;
    case 'EACCES':
      return `not allowed to listen on port ${port}; choose one above 1023 with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'the address given with --host does not belong to this machine';
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return 'the database in the data directory is damaged; put back a copy from its backups folder';
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return `cannot start: ${message}`;
  }
}
