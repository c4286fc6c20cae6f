import type { DialectApp, DialectServices } from '../../dialect.ts';
import { UpgradeRequiredError } from '../bambisleep-error.ts';
import { SOCKET } from '../operations.ts';
import { cookieToken } from '../session-cookie.ts';
import { RoomConnection } from './room-connection.ts';

/** Each may keep this machine's memory busy with what it has not read yet. */
const CONNECTIONS_MAX = 200;
const CLOSE_TRY_AGAIN_LATER = 1013;

export function registerSocket(app: DialectApp, services: DialectServices): void {
  let open = 0;
  app.route({
    method: 'GET',
    url: SOCKET,
    config: { public: true },
    schema: {
      tags: ['Room'],
      summary: 'Connect to the WebSocket',
      description:
        'The room in which the people of this Tomo talk to each other. Connect with `ws://`, then send ' +
        '`{"type":"auth","token":"YOUR_SESSION_TOKEN"}` within five seconds; the session cookie does as well. ' +
        '`{"type":"message","content":"Hello everyone!"}` reaches all others as ' +
        '`{"type":"message","username","content","timestamp"}`; the one who said it gets `{"type":"sent","id"}`. ' +
        '`{"type":"history","limit":50,"before":"ID"}` shows what was said, `{"type":"presence"}` who is there. ' +
        'Failures are `{"type":"error","error":true,"code","message","details"}`. Asked as plain HTTP it answers 426.',
    },
    handler: async (_request, reply) => {
      reply.header('Upgrade', 'websocket');
      throw new UpgradeRequiredError('This address is a WebSocket; connect to it with ws://');
    },
    wsHandler: (socket, request) => {
      if (open >= CONNECTIONS_MAX) return socket.close(CLOSE_TRY_AGAIN_LATER, 'the room is full');
      open += 1;
      socket.once('close', () => {
        open -= 1;
      });
      const client = { address: request.ip, cookieToken: cookieToken(request), log: request.log };
      new RoomConnection(socket, services, client);
    },
  });
}
