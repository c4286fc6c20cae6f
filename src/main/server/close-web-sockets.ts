import type { FastifyInstance } from 'fastify';

const CLOSE_GOING_AWAY = 1001;
/** How long a client may take to answer the closing handshake. */
const GOODBYE_MS = 300;

/** Says goodbye to every WebSocket; a client that does not answer cannot keep the server from stopping. */
export function closeWebSockets(this: FastifyInstance, done: () => void): void {
  const { clients } = this.websocketServer;
  for (const client of clients) client.close(CLOSE_GOING_AWAY, 'Tomo is closing');
  setTimeout(() => {
    for (const client of clients) client.terminate();
  }, GOODBYE_MS).unref();
  this.websocketServer.close();
  done();
}
