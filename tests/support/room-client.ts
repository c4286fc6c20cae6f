import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Frame = Record<string, unknown> & { type: string };

/** Somebody in the room who remembers every frame. */
export class RoomClient {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  #wake: () => void = () => {};

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws/chat`, { headers });
    this.socket.on('error', () => {});
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
    this.socket.on('close', () => this.#wake());
  }

  /** @param url below which the routes of the platform are */
  static async open(url: string, token: string): Promise<RoomClient> {
    const client = new RoomClient(url);
    await once(client.socket, 'open');
    client.send({ type: 'auth', token });
    await client.next('auth_ok');
    return client;
  }

  send(...frames: object[]): void {
    for (const frame of frames) this.socket.send(JSON.stringify(frame));
  }

  of(type: string): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  /** Waits until there are so many frames of a type; gives the last of them. */
  async next(type: string, count = 1): Promise<Frame> {
    for (;;) {
      const found = this.of(type)[count - 1];
      if (found !== undefined) return found;
      if (this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(`closed while waiting for ${type}; got ${JSON.stringify(this.frames).slice(0, 500)}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** When this resolves, what was sent before has been handled. */
  async settled(): Promise<void> {
    const count = this.of('pong').length;
    this.send({ type: 'ping' });
    await this.next('pong', count + 1);
  }

  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }
}
