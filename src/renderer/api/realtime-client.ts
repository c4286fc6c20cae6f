import { type ClientFrame, type ServerFrame, serverFrame } from '../../shared/realtime.ts';
import type { Credentials } from './credentials.ts';
import { ApiError } from './http-client.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface RealtimeHandlers {
  onFrame(frame: ServerFrame): void;
  /** `lost`: it tries again by itself. `refused`: the key is not valid, it does not. */
  onState(state: ConnectionState): void;
}

const RETRY_MS = [250, 500, 1_000, 2_000, 4_000];
const CLOSE_UNAUTHENTICATED = 4401;

/** The WebSocket to the server: signs in, asks for the speech of one conversation, and comes back when it was cut. */
export class RealtimeClient {
  readonly #url: string;
  readonly #credentials: Credentials;
  readonly #handlers: RealtimeHandlers;
  #socket: WebSocket | null = null;
  #conversationId: string | null = null;
  #failures = 0;
  #signIn: 'waiting' | 'done' | 'refused' | 'ended' = 'waiting';
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param path `/v1/ws`, or `/public/ws` for visitors */
  constructor(baseUrl: string, credentials: Credentials, handlers: RealtimeHandlers, path = '/v1/ws') {
    this.#url = baseUrl.replace(/^http/, 'ws') + path;
    this.#credentials = credentials;
    this.#handlers = handlers;
    this.#connect();
  }

  /** Listens to this conversation, speech included, and to no other. */
  follow(conversationId: string): void {
    this.#conversationId = conversationId;
    this.#subscribe();
  }

  interrupt(conversationId: string): void {
    this.#send({ type: 'interrupt', conversation_id: conversationId });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  #connect(): void {
    this.#handlers.onState('connecting');
    this.#signIn = 'waiting';
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => void this.#authenticate(socket));
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', ({ code }) => {
      if (this.#closed || this.#socket !== socket) return;
      // The same code ends a connection that signed in too late, as a busy machine does: that one tries again.
      const isRefused = code === CLOSE_UNAUTHENTICATED && this.#signIn === 'refused';
      if (isRefused || this.#signIn === 'ended') {
        this.#handlers.onState('refused');
        return;
      }
      this.#handlers.onState('lost');
      const waitMs = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
      this.#retry = setTimeout(() => this.#connect(), waitMs);
    });
  }

  async #authenticate(socket: WebSocket): Promise<void> {
    try {
      const token = await this.#credentials.token();
      if (this.#socket === socket) this.#send({ type: 'auth', token });
    } catch (error) {
      if (error instanceof ApiError && this.#socket === socket) this.#signIn = 'ended';
      socket.close();
    }
  }

  #receive(text: string): void {
    const parsed = serverFrame.safeParse(JSON.parse(text));
    if (!parsed.success) return;
    if (parsed.data.type === 'error' && this.#signIn === 'waiting') this.#signIn = 'refused';
    if (parsed.data.type === 'auth_ok') {
      this.#signIn = 'done';
      this.#failures = 0;
      this.#subscribe();
      this.#handlers.onState('open');
    }
    this.#handlers.onFrame(parsed.data);
  }

  #subscribe(): void {
    if (this.#conversationId === null) return;
    this.#send({ type: 'subscribe', conversation_ids: [this.#conversationId], speech: true });
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
