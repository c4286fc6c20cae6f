import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { nativeApi } from '../api/native-api.ts';
import type { NativeServices } from '../api/native-app.ts';
import { sendNativeError, sendNotFound } from '../api/native-protocol.ts';
import { describeNativeApi } from '../api/openapi/describe-native-api.ts';
import { publicApi } from '../api/public/public-api.ts';
import type { DialectPlace, DialectServices } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/index.ts';
import { registerOpenApi } from '../http/openapi/register-openapi.ts';
import { appPages } from './app-pages.ts';
import { createApp } from './create-app.ts';
import { DialectGate } from './dialect-gate.ts';
import { docsPages } from './docs-pages.ts';
import { mountDialect } from './mount-dialect.ts';
import { refusalOf } from './nothing-here.ts';
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
  const gate = new DialectGate(
    Object.values<DialectPlace>(DIALECTS),
    async (place) => {
      const app = await createDialectApp(place, place.prefix, place.documentPath, options);
      await app.ready();
      return app;
    },
    options.logger,
  );
  const { app, methods } = await createApp({
    ...options,
    ...watches(services),
    sendError: sendNativeError,
    gate,
  });
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply, methods));
  const introduction = await readFile(join(options.resourcesDirectory, 'docs', 'native.md'), 'utf8');
  await registerOpenApi(app, describeNativeApi(introduction), services.version);
  for (const { attend } of Object.values<DialectPlace>(DIALECTS)) {
    const leave = attend?.(services);
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
  await app.register(docsPages, {
    ...options,
    documents: new Map([['/openapi.json', () => app.swagger()]]),
  });
  tellHealth(app);
  return app;
}

/** A port on which one dialect is all there is, at its root. It does not listen yet. */
export async function createDialectServer(
  place: DialectPlace,
  options: Omit<ServerOptions, 'rendererDirectory'>,
): Promise<FastifyInstance> {
  const app = await createDialectApp(place, place.ownPortPrefix, '/openapi.json', options);
  tellHealth(app);
  return app;
}

async function createDialectApp(
  place: DialectPlace,
  prefix: string,
  documentPath: string,
  options: Omit<ServerOptions, 'rendererDirectory'>,
): Promise<FastifyInstance> {
  const { services } = options;
  const dialect = await place.load();
  const { app, methods } = await createApp({
    ...options,
    ...watches(services),
    sendError: dialect.sendError,
  });
  const document = await mountDialect(app, dialect, { prefix, name: nameOf(place) }, services);
  if (prefix !== '') {
    app.setNotFoundHandler((request, reply) =>
      dialect.sendError(refusalOf(request, reply, methods), request, reply),
    );
  }
  await app.register(docsPages, { ...options, documents: new Map([[documentPath, document]]) });
  return app;
}

/** What its folder and the `api` of its conversations are called. */
function nameOf({ documentPath }: DialectPlace): string {
  return documentPath.split('/')[1] ?? '';
}

/** What the doors of every port ask, and tell. */
function watches({ access, connections, metrics, traffic }: NativeServices & DialectServices) {
  return { access, connections, metrics, traffic };
}

function tellHealth(app: FastifyInstance): void {
  app.get('/health', { config: { public: true }, schema: { hide: true } }, async () => ({ status: 'ok' }));
}
