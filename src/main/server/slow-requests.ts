import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes a file: its body may take as long as it needs, as long as it goes on. */
    takesFile?: boolean;
  }
}

const HEADERS_WITHIN_MS = 20_000;
const BODY_WITHIN_MS = 60_000;
const FILE_IDLE_MS = 60_000;

/** Cuts off clients that send their requests so slowly that they only hold a connection. */
export function cutOffSlowRequests(app: FastifyInstance): void {
  app.server.headersTimeout = HEADERS_WITHIN_MS;
  app.addHook('onRequest', (request, _reply, next) => {
    if (hasBody(request)) watch(request);
    next();
  });
}

/** As HTTP tells it: a request without either header ends with its headers. */
function hasBody({ raw: { complete, headers } }: FastifyRequest): boolean {
  return !complete && (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined);
}

function watch({ raw, routeOptions }: FastifyRequest): void {
  if (routeOptions.config.takesFile === true) {
    raw.setTimeout(FILE_IDLE_MS, () => raw.destroy());
    return;
  }
  const timer = setTimeout(() => raw.destroy(), BODY_WITHIN_MS);
  const done = () => clearTimeout(timer);
  raw.once('end', done);
  raw.once('close', done);
}
