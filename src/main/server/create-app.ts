import { randomUUID } from 'node:crypto';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AccessSettings } from '../domain/settings/access-settings.ts';
import { VRM_BYTES_MAX } from '../domain/vrm/vrm-library.ts';
import { guardOrigin } from '../http/auth/guard.ts';
import { KnownMethods } from '../http/known-methods.ts';
import type { ServerMetrics } from '../http/metrics/server-metrics.ts';
import type { OpenConnections } from '../http/open-connections.ts';
import type { Traffic } from '../http/traffic.ts';
import { closeWebSockets, letGoOfWebSocket } from './close-web-sockets.ts';
import type { DialectGate } from './dialect-gate.ts';
import { addJsonBodyParser } from './json-body.ts';
import { answerMalformedRequest } from './malformed-request.ts';
import { cutOffSlowRequests } from './slow-requests.ts';

const JSON_BYTES_MAX = 1024 ** 2;
const FRAME_BYTES_MAX = 1024 ** 2;

export type SendError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

export interface AppOptions {
  logger: FastifyBaseLogger;
  access: AccessSettings;
  metrics: ServerMetrics;
  connections: OpenConnections;
  traffic: Traffic;
  resourcesDirectory: string;
  /** The port on which it can be reached; known when it listens. */
  port(): number;
  /** How a failure is worded where no route's own way is known. */
  sendError: SendError;
  /** Takes what belongs to a dialect. */
  gate?: DialectGate;
}

/**
 * What stands before the routes of every port: the doors, and the limits of what comes in. What is not there is still
 * to be refused.
 */
export async function createApp(
  options: AppOptions,
): Promise<{ app: FastifyInstance; methods: KnownMethods }> {
  const { gate, sendError } = options;
  const app: FastifyInstance = Fastify({
    ...(gate && { serverFactory: () => gate.serverFor(() => app) }),
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BYTES_MAX,
    genReqId: () => `req_${randomUUID().replaceAll('-', '')}`,
    // Files may take longer than any fixed time; see slow-requests.ts.
    requestTimeout: 0,
    forceCloseConnections: true,
    return503OnClosing: true,
    // What cannot be routed never reaches the error handler below.
    frameworkErrors: (error, request, reply) => {
      reply.header('Connection', 'close');
      sendError(error, request, reply);
    },
    clientErrorHandler: answerMalformedRequest,
  }).withTypeProvider<ZodTypeProvider>();
  const methods = new KnownMethods(app);
  options.metrics.watch(app);
  options.connections.watch(app.server);
  app.addHook('onResponse', async (_request, reply) => {
    options.traffic.countAnybodys(reply.elapsedTime, reply.statusCode);
  });
  app.setErrorHandler(sendError);
  gate?.standBefore(app);
  // Before the guard: it is this plugin that closes the connection of a refused upgrade.
  await app.register(fastifyWebsocket, {
    options: { maxPayload: FRAME_BYTES_MAX },
    errorHandler: letGoOfWebSocket,
    preClose: closeWebSockets,
  });
  cutOffSlowRequests(app);
  guardOrigin(app, () => ({ port: options.port(), ...options.access.current }));
  app.removeContentTypeParser('text/plain');
  addJsonBodyParser(app);
  // A model file is a stream; its route reads the request itself.
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
  await app.register(fastifyMultipart, { limits: { files: 1, fields: 20, fileSize: 2 * VRM_BYTES_MAX } });
  await app.register(fastifyStatic, { root: options.resourcesDirectory, serve: false });
  return { app, methods };
}
