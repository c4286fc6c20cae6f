import { once } from 'node:events';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { type Answer, KEY, type RunningTomo } from './start-tomo.ts';

/** A caller of the ChatAgent dialect. */
export type CallChatagent = (method: string, path: string, body?: unknown) => Promise<Answer>;

export type Frame = Record<string, unknown> & { type: string };

/** Asks as whoever has this token; words are English. */
export function chatagentAs(tomo: () => RunningTomo, token = KEY): CallChatagent {
  return (method, path, body) =>
    tomo().call(method, `/chatagent/api/v1${path}`, body, {
      authorization: `Bearer ${token}`,
      'accept-language': 'en',
    });
}

/** Registers somebody. @returns their token and a caller with it */
export async function newChatagentUser(tomo: () => RunningTomo, username: string) {
  const registration = { username, email: `${username}@example.com`, password: 'password123' };
  const { status, body } = await chatagentAs(tomo)('POST', '/auth/register', registration);
  expect([status, body]).toEqual([201, body]);
  const token = body.access_token as string;
  const id = body.user_info.id as string;
  // Whoever is tested for something else is not to be slowed down.
  await tomo().call('PATCH', `/v1/accounts/${id}`, { tier: 'enterprise' });
  return { token, id, call: chatagentAs(tomo, token) };
}

/** The shape of each refusal, with this status and code. */
export function expectChatagentError(answer: Answer, status: number, code: string): void {
  expect(answer.body).toEqual({
    error: { code, message: expect.stringMatching(/\S/), details: expect.any(Object) },
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    request_id: expect.stringMatching(/^req_\w+/),
  });
  expect(answer.status).toBe(status);
}

/** A client of one conversation that remembers every frame. */
export class ChatagentSocket {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  #wake: () => void = () => {};
  #code: number | undefined;

  constructor(tomo: RunningTomo, conversationId: string, token: string | null = KEY) {
    const query = token === null ? '' : `?token=${token}`;
    const path = `/chatagent/api/v1/ws/conversations/${conversationId}${query}`;
    this.socket = new WebSocket(tomo.url.replace('http', 'ws') + path);
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.#code = code;
      this.#wake();
    });
  }

  /** Open, and let in. */
  static async open(tomo: RunningTomo, conversationId: string, token?: string): Promise<ChatagentSocket> {
    const client = new ChatagentSocket(tomo, conversationId, token);
    await once(client.socket, 'open');
    // It is answered after the sign-in.
    client.send({ type: 'interrupt' });
    await client.ping();
    return client;
  }

  send(...frames: object[]): void {
    for (const frame of frames) this.socket.send(JSON.stringify(frame));
  }

  say(content: string, more: object = {}): void {
    this.send({ type: 'user_message', content, message_type: 'text', ...more });
  }

  async ping(): Promise<void> {
    const pongs = this.of('pong').length;
    this.send({ type: 'ping' });
    await this.next('pong', pongs + 1);
  }

  of(type: string): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  /** Waits until there are `count` frames of a type; gives the last of them. */
  async next(type: string, count = 1): Promise<Frame> {
    for (;;) {
      const found = this.of(type)[count - 1];
      if (found !== undefined) return found;
      if (this.#code !== undefined) {
        throw new Error(
          `closed with ${this.#code} while waiting for ${type}: ${JSON.stringify(this.frames)}`,
        );
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The close code. */
  async closed(): Promise<number> {
    if (this.#code !== undefined) return this.#code;
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }

  close(): void {
    this.socket.close();
  }
}
