import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../../src/shared/realtime.ts';
import { KEY } from './start-tomo.ts';

/** A WebSocket client that remembers every frame. */
export class RealtimeProbe {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  #closeCode: number | undefined;
  #waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string> = {}, path = '/v1/ws') {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
    // A refused upgrade ends in `close` too; who waits for a frame learns of it there.
    this.socket.on('error', () => {});
    this.socket.on('close', (code) => {
      this.#closeCode = code;
      this.#wake();
    });
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as ServerFrame);
      this.#wake();
    });
  }

  /** Opens, signs in, and subscribes when conversations are named. */
  static async open(
    url: string,
    conversationIds?: string[],
    speech = true,
    key = KEY,
  ): Promise<RealtimeProbe> {
    const probe = new RealtimeProbe(url);
    await once(probe.socket, 'open');
    probe.send({ type: 'auth', token: key });
    await probe.next('auth_ok');
    if (conversationIds !== undefined) {
      probe.send({ type: 'subscribe', conversation_ids: conversationIds, speech });
      await probe.ping();
    }
    return probe;
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** When this resolves, what was sent before has been handled, and what was published until then has come. */
  async ping(): Promise<void> {
    const pongs = this.of('pong').length;
    this.send({ type: 'ping' });
    await this.next('pong', pongs + 1);
  }

  of<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }

  /** Waits until there are `count` frames of a type; gives the last of them. */
  async next<T extends ServerFrame['type']>(type: T, count = 1): Promise<Extract<ServerFrame, { type: T }>> {
    for (;;) {
      const found = this.of(type)[count - 1];
      if (found !== undefined) return found;
      if (this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(`closed while waiting for ${type}; got ${JSON.stringify(this.frames).slice(0, 500)}`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The close code. */
  async closed(): Promise<number> {
    if (this.#closeCode !== undefined) return this.#closeCode;
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }

  close(): void {
    this.socket.close();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
