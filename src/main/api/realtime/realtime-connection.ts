import type { RawData, WebSocket } from 'ws';
import { type ClientFrame, clientFrame, type ServerFrame } from '../../../shared/realtime.ts';
import { type Principal, seesEverything } from '../../domain/accounts/principal.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { EventListener } from '../../domain/events/event-bus.ts';
import { AccessError } from '../../server/auth/access-error.ts';
import { requireScope } from '../../server/auth/authorize.ts';
import { refuseExceeded } from '../../server/rate-limit/request-limits.ts';
import type { NativeServices } from '../native-app.ts';
import { nativeErrorFrame, toNativeError } from '../native-error.ts';

const AUTH_WITHIN_MS = 5_000;
/** A client that does not read is let go before its events fill the memory. */
const UNREAD_BYTES_MAX = 16 * 1024 ** 2;

const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_TOO_SLOW = 4408;

interface RealtimeClient {
  /** The network address, for slowing down whoever guesses keys. */
  address: string;
  /** As it asked for this server, e.g. `http://127.0.0.1:8787`. */
  baseUrl: string;
}

type Services = Pick<
  NativeServices,
  'authenticator' | 'chat' | 'credentialEnds' | 'events' | 'requestLimits'
>;
type Logger = { error(object: object, message: string): void };

/** One WebSocket at `/v1/ws`: who it is, what it wants, and what it gets. */
export class RealtimeConnection {
  readonly #socket: WebSocket;
  readonly #services: Services;
  readonly #client: RealtimeClient;
  readonly #logger: Logger;
  readonly #authTimer: NodeJS.Timeout;
  #principal: Principal | undefined;
  #refused = false;
  /** Null: every conversation of the account. */
  #conversations: Set<string> | null = null;
  #speech = false;
  #stopListening: () => void = () => {};
  /** Frames are handled one after the other, so that their effects keep their order. */
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, services: Services, client: RealtimeClient, logger: Logger) {
    this.#socket = socket;
    this.#services = services;
    this.#client = client;
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
    if (this.#principal === undefined) {
      await this.#authenticate(data, isBinary);
      return;
    }
    const frame = parseFrame(data, isBinary);
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
        await this.#services.chat.say(
          await this.#mayChat(this.#principal),
          frame.conversation_id,
          frame.content,
          frame.when_busy,
        );
        return;
      case 'interrupt':
        await this.#services.chat.interrupt(await this.#mayChat(this.#principal), frame.conversation_id);
        return;
    }
  }

  async #authenticate(data: RawData, isBinary: boolean): Promise<void> {
    // There is one attempt: frames that came after a refused one are not looked at.
    if (this.#refused) return;
    try {
      const frame = parseFrame(data, isBinary);
      if (frame.type !== 'auth') throw new DomainError('invalid', 'The first frame must be auth');
      this.#principal = await this.#services.authenticator.authenticate(frame.token, this.#client.address);
    } catch (error) {
      this.#refused = true;
      this.#fail(error);
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the first frame must be auth');
      return;
    }
    clearTimeout(this.#authTimer);
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#listen(this.#principal);
    this.#send({ type: 'auth_ok', user: { id: this.#principal.userId, name: this.#principal.name } });
  }

  /** As over HTTP: whoever says something is who they were, may chat, and has requests left. */
  async #mayChat(principal: Principal): Promise<Principal> {
    const { authenticator, requestLimits } = this.#services;
    const renewed = await authenticator.renew(principal);
    refuseExceeded(await requestLimits.take(renewed));
    requireScope(renewed, 'chat');
    this.#principal = renewed;
    return renewed;
  }

  #listen(principal: Principal): void {
    const { events, credentialEnds } = this.#services;
    const stopEvents = events.listen(this.#listener(principal));
    const stopWatch = credentialEnds.watch(principal, () => {
      this.#stopListening();
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'signed out');
    });
    this.#stopListening = () => {
      stopEvents();
      stopWatch();
    };
  }

  #listener(principal: Principal): EventListener {
    return {
      userId: principal.userId,
      seesEverything: seesEverything(principal),
      wants: (conversationId) => this.#conversations?.has(conversationId) ?? null,
      wantsSpeech: () => this.#speech,
      deliver: (frame) => this.#send(this.#withAbsoluteUrls(frame)),
    };
  }

  /** Addresses in frames are on the host that this client asked. */
  #withAbsoluteUrls(frame: ServerFrame): ServerFrame {
    if (frame.type !== 'message_complete' || frame.audio_url === null) return frame;
    return { ...frame, audio_url: this.#client.baseUrl + frame.audio_url };
  }

  #send(frame: ServerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > UNREAD_BYTES_MAX) {
      this.#socket.close(CLOSE_TOO_SLOW, 'the client does not read');
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(frame));
  }

  #fail(error: unknown): void {
    const native = toNativeError(error);
    if (native.status === 500) this.#logger.error({ err: error }, 'realtime frame failed');
    this.#send(nativeErrorFrame(native));
    if (error instanceof AccessError && error.code === 'unauthenticated') {
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the token is not valid');
    }
  }
}

/** @throws DomainError `invalid` */
function parseFrame(data: RawData, isBinary: boolean): ClientFrame {
  if (isBinary) throw new DomainError('invalid', 'Frames are text: one JSON object each');
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    throw new DomainError('invalid', 'The frame is not valid JSON');
  }
  const parsed = clientFrame.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new DomainError(
    'invalid',
    `The frame is not valid: ${field === '' ? '' : `'${field}': `}${issue?.message}`,
    {
      field,
    },
  );
}
