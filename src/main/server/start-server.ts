import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { DIALECTS } from '../dialects/index.ts';
import { loadOwnerKey, OwnerKey } from '../http/auth/owner-key.ts';
import { claimDataDirectory } from '../storage/data-directory.ts';
import { openDatabase } from '../storage/open-database.ts';
import { composeServices, type SpawnEngine } from './compose-services.ts';
import type { Installation } from './config/installation.ts';
import type { ServeOptions } from './config/serve-options.ts';
import { createDialectServer, createServer } from './create-server.ts';
import type { ServerLog } from './server-log.ts';

/** What has not closed by then is left to the end of the process; the database survives that. */
const CLOSING_MS_MAX = 2_500;

export interface RunningServer {
  url: string;
  /** Where dialects have a port of their own. */
  also: { dialect: string; url: string }[];
  /** The owner's key. */
  key: string;
  /** Cuts off turns and keeps what was said, then closes everything; may be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the whole server: data directory, database, engine, HTTP.
 *
 * @throws DataDirectoryError, NewerDatabaseError, or the listening error (`EADDRINUSE`, `EACCES`, …).
 */
export async function startServer(
  options: ServeOptions,
  installation: Installation,
  { logger, recent }: ServerLog,
  spawnEngine: SpawnEngine,
): Promise<RunningServer> {
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= Promise.race([closeAll(closers), sleep(CLOSING_MS_MAX, undefined, { ref: false })]);
    return closing;
  };
  try {
    const data = await claimDataDirectory(options.dataDirectory);
    closers.unshift(() => data.release());
    const database = await openDatabase(data.path, installation.searchThreadFile);
    closers.unshift(() => database.close());
    const ports: number[] = [];
    const key = options.apiKey ?? (await loadOwnerKey(data.path));
    const services = await composeServices({
      dataDirectory: data.path,
      installation,
      database,
      ownerKey: new OwnerKey(key),
      spawnEngine,
      modelFile: options.modelFile,
      openRegistration: options.openRegistration,
      ownPorts: () => ports,
      version: await readVersion(installation),
      logger,
      recentLog: recent,
    });
    closers.unshift(() => services.close());
    const parts = { services, logger, ...installation };
    const listen = async (make: (port: () => number) => Promise<FastifyInstance>, wanted: number) => {
      let port = wanted;
      const app = await make(() => port);
      closers.unshift(() => app.close());
      await app.listen({ host: options.host, port });
      port = (app.server.address() as AddressInfo).port;
      ports.push(port);
      return `http://${hostOfUrl(options.host)}:${port}`;
    };
    const url = await listen((port) => createServer({ ...parts, port }), options.port);
    const also: RunningServer['also'] = [];
    for (const { dialect, port: wanted } of options.also) {
      const make = (port: () => number) => createDialectServer(DIALECTS[dialect], { ...parts, port });
      also.push({ dialect, url: await listen(make, wanted) });
    }
    services.startSending();
    // While the connections are still open, so that whoever listens is told.
    closers.unshift(() => services.chat.close());
    // The model loads while nobody waits for it yet; whoever asks for its state gets its failure.
    services.models.warmUp();
    return { url, also, key, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const closer of closers) await closer();
}

/** Whoever listens on every address is reached on the loopback one. */
function hostOfUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === 'localhost') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function readVersion({ root }: Installation): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}
