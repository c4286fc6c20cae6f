import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';

const CLOSE_GOING_AWAY = 1001;
/** How long a client may take to answer the closing handshake. */
const GOODBYE_MS = 300;
/** How long a client that broke the protocol may take to read why it is let go; as long as one that says nothing. */
const REPROACH_MS = 5_000;

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

/** The close frame is out already; ended at once, the connection would be reset before the client could read it. */
export function letGoOfWebSocket(error: Error, socket: WebSocket, request: FastifyRequest): void {
  request.log.debug({ err: error }, 'WebSocket failed');
  socket.close();
  setTimeout(() => socket.terminate(), REPROACH_MS).unref();
}
