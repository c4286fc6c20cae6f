import type { FastifyInstance } from 'fastify';

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
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    if (raw.complete) return;
    if (request.routeOptions.config.takesFile === true) {
      raw.setTimeout(FILE_IDLE_MS, () => raw.destroy());
      return;
    }
    const timer = setTimeout(() => raw.destroy(), BODY_WITHIN_MS);
    const done = () => clearTimeout(timer);
    raw.once('end', done);
    raw.once('close', done);
  });
}
