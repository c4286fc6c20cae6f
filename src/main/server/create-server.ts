import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyContextConfig, FastifyInstance } from 'fastify';
import { nativeApi } from '../api/native-api.ts';
import type { NativeServices } from '../api/native-app.ts';
import { sendNativeError } from '../api/native-protocol.ts';
import { describeNativeApi } from '../api/openapi/describe-native-api.ts';
import { publicApi } from '../api/public/public-api.ts';
import type { Dialect, DialectServices } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/index.ts';
import { registerOpenApi } from '../http/openapi/register-openapi.ts';
import { appPages } from './app-pages.ts';
import { createApp } from './create-app.ts';
import { docsPages } from './docs-pages.ts';
import { mountDialect } from './mount-dialect.ts';
import { publicPages } from './public-pages.ts';

export interface ServerOptions {
  services: NativeServices & DialectServices;
  logger: FastifyBaseLogger;
  rendererDirectory: string;
  resourcesDirectory: string;
  docsViewerFile: string;
  /** The port on which it can be reached; known when it listens. */
  port(): number;
}

/** Puts the server together: doors first, then the APIs. It does not listen yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services } = options;
  const dialectAt = (path: string) => Object.values<Dialect>(DIALECTS).find((dialect) => dialect.owns(path));
  const { app, methods } = await createApp({
    ...options,
    ...watches(services),
    sendErrorAt: (path) => dialectAt(path)?.sendError ?? sendNativeError,
  });
  const introduction = await readFile(join(options.resourcesDirectory, 'docs', 'native.md'), 'utf8');
  const isNative = (config: FastifyContextConfig) => config.dialect !== true;
  await registerOpenApi(app, describeNativeApi(introduction), services.version, isNative);

  const documents = new Map<string, () => object>([['/openapi.json', () => app.swagger()]]);
  for (const dialect of Object.values<Dialect>(DIALECTS)) {
    documents.set(dialect.document.path, await mountDialect(app, dialect, services));
    const leave = dialect.attend?.(services);
    if (leave !== undefined) app.addHook('onClose', async () => leave());
  }
  await app.register(nativeApi, { prefix: '/v1', services, methods });
  await app.register(publicApi, { prefix: '/public', services, methods });
  await app.register(appPages, options);
  await app.register(publicPages, {
    ...options,
    publications: services.publications,
    allowedOrigins: () => services.access.current.allowedOrigins,
  });
  await app.register(docsPages, { ...options, documents });
  tellHealth(app);
  return app;
}

/** A port on which one dialect is all there is, at its root. It does not listen yet. */
export async function createDialectServer(
  dialect: Dialect,
  options: Omit<ServerOptions, 'rendererDirectory'>,
): Promise<FastifyInstance> {
  const { services } = options;
  const { app } = await createApp({
    ...options,
    ...watches(services),
    sendErrorAt: () => dialect.sendError,
  });
  const atRoot = { ...dialect, prefix: dialect.ownPortPrefix };
  const document = await mountDialect(app, atRoot, services);
  await app.register(docsPages, { ...options, documents: new Map([['/openapi.json', document]]) });
  tellHealth(app);
  return app;
}

/** What the doors of every port ask, and tell. */
function watches({ access, connections, metrics, traffic }: NativeServices & DialectServices) {
  return { access, connections, metrics, traffic };
}

function tellHealth(app: FastifyInstance): void {
  app.get('/health', { config: { public: true }, schema: { hide: true } }, async () => ({ status: 'ok' }));
}
