import type { DialectApp, DialectServices } from '../../dialect.ts';
import { assetUrls } from '../assets/asset-urls.ts';
import { SOCKET } from '../operations.ts';
import { SocketConnection } from './socket-connection.ts';

export function registerSocket(app: DialectApp, services: DialectServices): void {
  app.route({
    method: 'GET',
    url: SOCKET,
    config: { public: true },
    schema: {
      tags: ['Chat'],
      summary: 'Connect to the WebSocket',
      description:
        'Connect with `ws://`, then send `{"type":"auth","token":"YOUR_API_KEY","session_id":"…"}` and ' +
        '`{"type":"message","character_id":"assistant","content":"…"}`. `typing` and `response` come back, or `error`. ' +
        'Messages are answered one after the other; what is sent before the sign-in is through waits for it. ' +
        'Asked as plain HTTP it answers 426.',
    },
    handler: async (_request, reply) =>
      reply
        .code(426)
        .header('Upgrade', 'websocket')
        .send({
          error: {
            code: 'INVALID_REQUEST',
            message: 'This address is a WebSocket; connect to it with ws://',
            details: {},
          },
        }),
    wsHandler: (socket, request) => {
      const urls = assetUrls(app, services.signer, request);
      new SocketConnection(socket, services, { address: request.ip, urls, log: request.log });
    },
  });
}
