import { TomoError } from './errors.ts';
import { conversationOf, type Frame } from './frames.ts';
import { backOffMs, type TokenSource } from './http.ts';

const PING_EVERY_MS = 20_000;
/** Without a sign of life for so long, the connection is taken for dead. */
const SILENCE_MS = 50_000;
/** Open that long after the last conversation was left, for the next one. */
const IDLE_MS = 3_000;

/** Somebody who listens to one conversation. */
export interface Follower {
  conversationId: string;
  speech: boolean;
  onFrame(frame: Frame): void;
  /** The connection had been lost; frames may be missing. */
  onReconnected(): void;
  onFailed(error: TomoError): void;
}

/** The one WebSocket of a client: opened when somebody listens, opened again when it breaks. */
export class Realtime {
  readonly #url: string;
  readonly #tokens: TokenSource;
  readonly #WebSocket: typeof WebSocket | undefined;
  readonly #followers = new Set<Follower>();
  #socket: WebSocket | undefined;
  #opening: Promise<void> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #heardAtMs = 0;
  #attempt = 0;
  /** Who waits for the answer to a ping, in order. */
  #onPong: { resolve(): void; reject(error: TomoError): void }[] = [];

  constructor(baseUrl: string, tokens: TokenSource, implementation: typeof WebSocket | undefined) {
    this.#url = `${baseUrl.replace(/^http/, 'ws')}/ws`;
    this.#tokens = tokens;
    this.#WebSocket = implementation ?? globalThis.WebSocket;
  }

  /** Resolves when frames come. @returns ends it. @throws TomoError */
  async follow(follower: Follower): Promise<() => void> {
    clearTimeout(this.#idle);
    this.#followers.add(follower);
    try {
      if (this.#socket === undefined) await this.#open();
      await this.#subscribed();
    } catch (error) {
      this.#followers.delete(follower);
      throw error;
    }
    return () => this.#leave(follower);
  }

  interrupt(conversationId: string): void {
    this.#send({ type: 'interrupt', conversation_id: conversationId });
  }

  close(): void {
    this.#fail(new TomoError('closed', 'The client was closed'));
    this.#drop();
  }

  #leave(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) {
      this.#subscribe();
      return;
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#drop(), IDLE_MS);
  }

  #open(): Promise<void> {
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #connect(): Promise<void> {
    if (this.#WebSocket === undefined) {
      throw new TomoError(
        'closed',
        'There is no WebSocket here: pass one to the client (Node has it from 22 on)',
      );
    }
    const token = await this.#tokens.token();
    if (token === undefined) throw new TomoError('authentication_failed', 'Give an apiKey, or sign in first');
    const socket = new this.#WebSocket(this.#url);
    await new Promise<void>((resolve, reject) => {
      let refusal: TomoError | undefined;
      socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'auth', token })));
      socket.addEventListener('message', ({ data }) => {
        this.#heardAtMs = Date.now();
        const frame = JSON.parse(String(data)) as Frame;
        if (this.#socket === socket) this.#deliver(frame);
        else if (frame.type === 'auth_ok') {
          this.#accept(socket);
          resolve();
        } else if (frame.type === 'error')
          refusal = new TomoError(frame.code, frame.message, { status: 401 });
      });
      socket.addEventListener('error', () => {});
      socket.addEventListener('close', () => {
        reject(refusal ?? new TomoError('unreachable', `Tomo cannot be reached at ${this.#url}`));
        if (this.#socket === socket) this.#lost();
      });
    });
  }

  #accept(socket: WebSocket): void {
    this.#socket = socket;
    this.#attempt = 0;
    this.#subscribe();
    this.#ping = setInterval(() => {
      if (Date.now() - this.#heardAtMs > SILENCE_MS) socket.close();
      else this.#subscribed().catch(() => {});
    }, PING_EVERY_MS);
  }

  #deliver(frame: Frame): void {
    if (frame.type === 'pong') this.#onPong.shift()?.resolve();
    const conversationId = conversationOf(frame);
    for (const follower of [...this.#followers]) {
      if (follower.conversationId === conversationId) follower.onFrame(frame);
    }
  }

  #lost(): void {
    clearInterval(this.#ping);
    this.#socket = undefined;
    for (const { reject } of this.#onPong.splice(0)) {
      reject(new TomoError('unreachable', `The connection to ${this.#url} was lost`));
    }
    if (this.#followers.size > 0) this.#comeBack();
  }

  #comeBack(): void {
    this.#attempt += 1;
    setTimeout(() => {
      if (this.#followers.size === 0) return;
      this.#open().then(
        () => {
          for (const follower of [...this.#followers]) follower.onReconnected();
        },
        (error: TomoError) => {
          if (error.code === 'unreachable') this.#comeBack();
          else this.#fail(error);
        },
      );
    }, backOffMs(this.#attempt));
  }

  #fail(error: TomoError): void {
    for (const follower of [...this.#followers]) follower.onFailed(error);
    this.#followers.clear();
  }

  #drop(): void {
    clearTimeout(this.#idle);
    clearInterval(this.#ping);
    const socket = this.#socket;
    this.#socket = undefined;
    for (const { reject } of this.#onPong.splice(0)) reject(new TomoError('closed', 'The client was closed'));
    socket?.close();
  }

  /** Resolves when the server has seen who is followed: what is answered from then on comes here. */
  async #subscribed(): Promise<void> {
    this.#subscribe();
    await new Promise<void>((resolve, reject) => {
      this.#onPong.push({ resolve, reject });
      this.#send({ type: 'ping' });
    });
  }

  #subscribe(): void {
    const followers = [...this.#followers];
    const ids = [...new Set(followers.map(({ conversationId }) => conversationId))];
    this.#send({ type: 'subscribe', conversation_ids: ids, speech: followers.some(({ speech }) => speech) });
  }

  #send(frame: object): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }
}
