import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { nativeErrorBody } from '../api/native-error.ts';
import type { DialectPlace } from '../dialects/dialect.ts';
import { pathOf } from './nothing-here.ts';

interface Log {
  error(object: object, message: string): void;
}

/** Fastify's own default, which it does not give to a server that was made for it. */
const KEEP_ALIVE_MS = 72_000;

/**
 * Stands before the routes of a port that dialects share with Tomo's own API: a dialect's app is made with its first
 * request, since most people use none and each costs a quarter of the time to start.
 */
export class DialectGate {
  readonly #places: readonly DialectPlace[];
  readonly #make: (place: DialectPlace) => Promise<FastifyInstance>;
  readonly #log: Log;
  readonly #apps = new Map<DialectPlace, Promise<FastifyInstance>>();

  /** @param make gives an app that is ready and does not listen */
  constructor(
    places: readonly DialectPlace[],
    make: (place: DialectPlace) => Promise<FastifyInstance>,
    log: Log,
  ) {
    this.#places = places;
    this.#make = make;
    this.#log = log;
  }

  /** For Fastify's `serverFactory`. @param app once it is there */
  serverFor(app: () => FastifyInstance): Server {
    const server = createServer((request, response) => app().routing(request, response));
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.requestTimeout = 0;
    return server;
  }

  /** Has this app get only what no dialect takes, upgrades to WebSocket among it, and closes the dialects with it. */
  standBefore(app: FastifyInstance): void {
    const route = app.routing.bind(app);
    app.routing = (request, response) => {
      if (!this.#take(request, response)) route(request, response);
    };
    app.addHook('preClose', async () => {
      await Promise.allSettled([...this.#apps.values()].map(async (other) => (await other).close()));
    });
  }

  /** @returns whether a dialect answers it */
  #take(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf({ url: request.url ?? '' });
    const place = this.#places.find((one) => isAt(one, path));
    if (place === undefined) return false;
    this.#appOf(place).then(
      (app) => app.routing(request, response),
      (error: unknown) => {
        this.#log.error({ err: error }, 'a dialect could not be loaded');
        refuse(response);
      },
    );
    return true;
  }

  #appOf(place: DialectPlace): Promise<FastifyInstance> {
    const known = this.#apps.get(place);
    if (known !== undefined) return known;
    const made = this.#make(place);
    this.#apps.set(place, made);
    made.catch(() => this.#apps.delete(place));
    return made;
  }
}

/** Its document, and the page to read it, may lie beside its prefix. */
function isAt({ owns, documentPath }: DialectPlace, path: string): boolean {
  return owns(path) || path === documentPath || path === documentPath.replace(/openapi\.json$/, 'docs');
}

function refuse(response: ServerResponse): void {
  const body = JSON.stringify(
    nativeErrorBody('internal_server_error', 'Something went wrong here. The log says what.'),
  );
  response.writeHead(500, { 'content-type': 'application/json', connection: 'close' }).end(body);
}
