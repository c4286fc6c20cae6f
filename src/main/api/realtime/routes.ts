import { absoluteUrl, type NativeApp, type NativeServices } from '../native-app.ts';
import { RealtimeConnection } from './realtime-connection.ts';

/** The WebSocket; its frames are in `shared/realtime.ts`. The key comes in the first frame. */
export function registerRealtime(app: NativeApp, services: NativeServices): void {
  app.get('/ws', { websocket: true, config: { public: true }, schema: { hide: true } }, (socket, request) => {
    const client = { address: request.ip, baseUrl: absoluteUrl(request, '') };
    new RealtimeConnection(socket, services, client, request.log);
  });
}
