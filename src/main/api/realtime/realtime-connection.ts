import type { RawData, WebSocket } from 'ws';
import { clientFrame, type ServerFrame } from '../../../shared/realtime.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { EventBus } from '../../domain/events/event-bus.ts';
import { readFrame, sendFrame } from '../../http/socket-frames.ts';
import { nativeErrorFrame, toNativeError } from '../native-error.ts';
import type { RealtimeDoor, RealtimeSession } from './realtime-session.ts';

const AUTH_WITHIN_MS = 5_000;

const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_TOO_LARGE = 1009;

type Logger = { error(object: object, message: string): void };

/** One WebSocket: who it is, what it wants, and what it gets. */
export class RealtimeConnection {
  readonly #socket: WebSocket;
  readonly #door: RealtimeDoor;
  readonly #events: EventBus;
  readonly #logger: Logger;
  readonly #authTimer: NodeJS.Timeout;
  #session: RealtimeSession | undefined;
  #refused = false;
  /** Null: every conversation of the account. */
  #conversations: Set<string> | null = null;
  #speech = false;
  #stopListening: () => void = () => {};
  /** Frames are handled one after the other, so that their effects keep their order. */
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, door: RealtimeDoor, events: EventBus, logger: Logger) {
    this.#socket = socket;
    this.#door = door;
    this.#events = events;
    this.#logger = logger;
    this.#authTimer = setTimeout(
      () => socket.close(CLOSE_UNAUTHENTICATED, 'the first frame must be auth'),
      AUTH_WITHIN_MS,
    );
    socket.on('message', (data, isBinary) => {
      // No more is read meanwhile: what a client sends faster than it is handled waits on its side.
      socket.pause();
      this.#work = this.#work
        .then(() => this.#receive(data, isBinary))
        .catch((error) => this.#fail(error))
        .then(() => socket.resume());
    });
    socket.on('close', () => {
      clearTimeout(this.#authTimer);
      this.#stopListening();
    });
  }

  async #receive(data: RawData, isBinary: boolean): Promise<void> {
    if ((data as Buffer).byteLength > this.#door.frameBytesMax) {
      this.#socket.close(CLOSE_TOO_LARGE, 'the frame is too large');
      return;
    }
    const session = this.#session;
    if (session === undefined) {
      await this.#authenticate(data, isBinary);
      return;
    }
    const frame = readFrame(clientFrame, data, isBinary);
    switch (frame.type) {
      case 'auth':
        throw new DomainError('conflict', 'This connection is signed in already');
      case 'ping':
        this.#send({ type: 'pong' });
        return;
      case 'subscribe':
        this.#conversations = new Set(frame.conversation_ids);
        this.#speech = frame.speech;
        return;
      case 'message':
        await session.say(frame);
        return;
      case 'interrupt':
        await session.interrupt(frame.conversation_id);
        return;
    }
  }

  async #authenticate(data: RawData, isBinary: boolean): Promise<void> {
    // There is one attempt: frames that came after a refused one are not looked at.
    if (this.#refused) return;
    try {
      const frame = readFrame(clientFrame, data, isBinary);
      if (frame.type !== 'auth') throw new DomainError('invalid', 'The first frame must be auth');
      this.#session = await this.#door.signIn(frame.token);
    } catch (error) {
      this.#refused = true;
      this.#fail(error);
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the first frame must be auth');
      return;
    }
    clearTimeout(this.#authTimer);
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#listen(this.#session);
    this.#send({ type: 'auth_ok', user: this.#session.user });
  }

  #listen(session: RealtimeSession): void {
    const stopEvents = this.#events.listen({
      ...session.listensAs,
      wants: (conversationId) => this.#conversations?.has(conversationId) ?? null,
      wantsSpeech: () => this.#speech,
      deliver: (frame) => this.#send(session.show(frame)),
    });
    const stopWatch = session.watchEnd(() => {
      this.#stopListening();
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'signed out');
    });
    this.#stopListening = () => {
      stopEvents();
      stopWatch();
    };
  }

  #send(frame: ServerFrame): void {
    sendFrame(this.#socket, frame, this.#door.unreadBytesMax);
  }

  #fail(error: unknown): void {
    const native = toNativeError(error);
    if (native.status === 500) this.#logger.error({ err: error }, 'realtime frame failed');
    this.#send(nativeErrorFrame(native));
    if (native.status === 401) {
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the token is not valid');
    }
  }
}
