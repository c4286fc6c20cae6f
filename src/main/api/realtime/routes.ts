import { errorBody } from '../../../shared/api/common.ts';
import { absoluteUrl, type NativeApp, type NativeServices } from '../native-app.ts';
import { nativeErrorBody } from '../native-error.ts';
import { accountDoor } from './account-door.ts';
import { RealtimeConnection } from './realtime-connection.ts';

/** The WebSocket; its frames are in `shared/realtime.ts`. The key comes in the first frame. */
export function registerRealtime(app: NativeApp, services: NativeServices): void {
  app.route({
    method: 'GET',
    url: '/ws',
    config: { public: true },
    schema: {
      tags: ['Realtime'],
      summary: 'Connect to the WebSocket',
      description:
        'Connect with `ws://`, then send frames of JSON; the first is `{"type":"auth","token":"YOUR_API_KEY"}`. ' +
        'The introduction has all of them. Asked as plain HTTP it answers 426.',
      response: { 426: errorBody },
    },
    handler: async (_request, reply) =>
      reply
        .code(426)
        .header('Upgrade', 'websocket')
        .send(nativeErrorBody('upgrade_required', 'This address is a WebSocket; connect to it with ws://')),
    wsHandler: (socket, request) => {
      const client = { address: request.ip, baseUrl: absoluteUrl(request, '') };
      new RealtimeConnection(socket, accountDoor(services, client), services.events, request.log);
    },
  });
}
