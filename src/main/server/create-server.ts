import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyContextConfig,
  type FastifyInstance,
  LogController,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { nativeApi } from '../api/native-api.ts';
import type { NativeServices } from '../api/native-app.ts';
import { sendNativeError, sendNotFound } from '../api/native-protocol.ts';
import { describeNativeApi } from '../api/openapi/describe-native-api.ts';
import { publicApi } from '../api/public/public-api.ts';
import type { Dialect, DialectServices } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/index.ts';
import { VRM_BYTES_MAX } from '../domain/vrm/vrm-library.ts';
import { guardOrigin } from '../http/auth/guard.ts';
import { KnownMethods } from '../http/known-methods.ts';
import { registerOpenApi } from '../http/openapi/register-openapi.ts';
import { appPages } from './app-pages.ts';
import { closeWebSockets, letGoOfWebSocket } from './close-web-sockets.ts';
import { docsPages } from './docs-pages.ts';
import { addJsonBodyParser } from './json-body.ts';
import { answerMalformedRequest } from './malformed-request.ts';
import { mountDialect } from './mount-dialect.ts';
import { publicPages } from './public-pages.ts';
import { cutOffSlowRequests } from './slow-requests.ts';

const JSON_BYTES_MAX = 1024 ** 2;
const FRAME_BYTES_MAX = 1024 ** 2;

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
  const { services, logger } = options;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BYTES_MAX,
    // Files may take longer than any fixed time; see slow-requests.ts.
    requestTimeout: 0,
    forceCloseConnections: true,
    return503OnClosing: true,
    // What cannot be routed never reaches the error handler below.
    frameworkErrors: (error, request, reply) => {
      reply.header('Connection', 'close');
      const path = request.url.split('?')[0] ?? '';
      const dialect = Object.values<Dialect>(DIALECTS).find((candidate) => candidate.owns(path));
      (dialect?.sendError ?? sendNativeError)(error, request, reply);
    },
    clientErrorHandler: answerMalformedRequest,
  }).withTypeProvider<ZodTypeProvider>();
  const methods = new KnownMethods(app);

  app.setErrorHandler(sendNativeError);
  app.setNotFoundHandler((request, reply) => sendNotFound(request, reply, methods));
  // Before the guard: it is this plugin that closes the connection of a refused upgrade.
  await app.register(fastifyWebsocket, {
    options: { maxPayload: FRAME_BYTES_MAX },
    errorHandler: letGoOfWebSocket,
    preClose: closeWebSockets,
  });
  cutOffSlowRequests(app);
  guardOrigin(app, () => ({ port: options.port(), ...services.access.current }));
  app.removeContentTypeParser('text/plain');
  addJsonBodyParser(app);
  // A model file is a stream; its route reads the request itself.
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));

  await app.register(fastifyMultipart, { limits: { files: 1, fields: 20, fileSize: 2 * VRM_BYTES_MAX } });
  await app.register(fastifyStatic, { root: options.resourcesDirectory, serve: false });
  const introduction = await readFile(join(options.resourcesDirectory, 'docs', 'native.md'), 'utf8');
  const isNative = (config: FastifyContextConfig) => config.dialect !== true;
  await registerOpenApi(app, describeNativeApi(introduction), services.version, isNative);

  const documents = new Map<string, () => object>([['/openapi.json', () => app.swagger()]]);
  for (const dialect of Object.values(DIALECTS)) {
    documents.set(dialect.document.path, await mountDialect(app, dialect, services));
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
  app.get('/health', { config: { public: true }, schema: { hide: true } }, async () => ({ status: 'ok' }));
  return app;
}
