import type { RawData, WebSocket } from 'ws';
import type { ServerFrame } from '../../../../shared/realtime.ts';
import { type Principal, seesEverything } from '../../../domain/accounts/principal.ts';
import { DomainError, notFound } from '../../../domain/domain-error.ts';
import { AccessError } from '../../../http/auth/access-error.ts';
import { requireScope } from '../../../http/auth/authorize.ts';
import { refuseExceeded } from '../../../http/rate-limit/request-limits.ts';
import { readFrame, sendFrame } from '../../../http/socket-frames.ts';
import type { DialectServices } from '../../dialect.ts';
import { toChatagentError } from '../chatagent-error.ts';
import { sayToBot } from '../conversations/say-to-bot.ts';
import { limitOf } from '../limits.ts';
import { type ChatagentFailure, failureOf } from '../messages/failure-of.ts';
import type { Language } from '../messages/language.ts';
import { clientFrame, FrameWording, type UserMessageFrame } from './frames.ts';

const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_FORBIDDEN = 4403;
const CLOSE_NOT_FOUND = 4404;
const CLOSE_FAILED = 1011;
/** Messages that are stored and answered, or wait for that. */
const WAITING_MAX = 16;
/** There is room left for interrupting them. */
const INTERRUPTING_MAX = 32;
const RETRY_AFTER_SECONDS = 2;

interface SocketClient {
  conversationId: string;
  token: string | undefined;
  /** The network address, for slowing down whoever guesses keys. */
  address: string;
  requestId: string;
  language: Language;
  log: { error(object: object, message: string): void };
}

/** One WebSocket on one conversation: what is said in it, wherever that comes from, and what its user says. */
export class SocketConnection {
  readonly #socket: WebSocket;
  readonly #services: DialectServices;
  readonly #client: SocketClient;
  readonly #wording = new FrameWording();
  /** Ends what was begun for it. */
  readonly #atEnd: (() => void)[] = [];
  /** What was said over this connection and is not stored yet: its sender knows it already. */
  #saying: string | null = null;
  #principal: Principal | undefined;
  #waiting = 0;
  /** One thing after the other, the sign-in first. */
  #work: Promise<unknown>;

  constructor(socket: WebSocket, services: DialectServices, client: SocketClient) {
    this.#socket = socket;
    this.#services = services;
    this.#client = client;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => this.#end());
    this.#work = this.#open().catch((error: unknown) => {
      this.#fail(error);
      this.#socket.close(...closeFor(error));
    });
  }

  async #open(): Promise<void> {
    const { authenticator, conversations, credentialEnds, events } = this.#services;
    const { conversationId, token, address } = this.#client;
    if (token === undefined)
      throw new AccessError('unauthenticated', 'The address needs ?token=ACCESS_TOKEN');
    const principal = await authenticator.authenticate(token, address);
    requireScope(principal, 'chat');
    const conversation = await conversations.get(principal, conversationId);
    if (conversation.visitor) throw notFound('conversation', conversationId);
    if (this.#isClosed) return;
    this.#principal = principal;
    this.#atEnd.push(
      credentialEnds.watch(principal, () => this.#socket.close(CLOSE_UNAUTHENTICATED, 'signed out')),
      events.listen({
        userId: principal.userId,
        seesEverything: seesEverything(principal),
        wantsSpeech: () => false,
        wants: (id) => id === conversationId,
        deliver: (frame) => this.#deliver(frame),
      }),
    );
  }

  get #isClosed(): boolean {
    return this.#socket.readyState !== this.#socket.OPEN;
  }

  #end(): void {
    for (const end of this.#atEnd.splice(0)) end();
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      const frame = readFrame(clientFrame, data, isBinary);
      if (frame.type === 'ping') sendFrame(this.#socket, { type: 'pong' });
      else if (frame.type === 'user_message') {
        this.#queue((principal) => this.#say(principal, frame), WAITING_MAX);
      } else if (frame.type === 'interrupt') {
        this.#queue((principal) => this.#interrupt(principal), INTERRUPTING_MAX);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Does it after what came before; nothing where there was no sign-in.
   *
   * @param act resolves when what comes next may begin, with what has to end before it is done
   */
  #queue(act: (principal: Principal) => Promise<readonly Promise<unknown>[]>, waitingMax: number): void {
    if (this.#waiting >= waitingMax) {
      const text = 'Too many messages wait for their answers; wait for some of them';
      throw new AccessError('rate_limited', text, RETRY_AFTER_SECONDS);
    }
    this.#waiting += 1;
    const done = () => {
      this.#waiting -= 1;
    };
    this.#work = this.#work.then(async () => {
      if (this.#principal === undefined || this.#isClosed) return;
      try {
        const ending = await act(await this.#mayChat(this.#principal));
        void Promise.allSettled(ending).then(done);
      } catch (error) {
        done();
        this.#fail(error);
      }
    });
  }

  async #say(principal: Principal, { content, metadata }: UserMessageFrame): Promise<Promise<unknown>[]> {
    this.#saying = content;
    try {
      const options = { metadata: metadata ?? undefined };
      const { conversationId } = this.#client;
      return [(await sayToBot(this.#services, principal, conversationId, content, options)).answer];
    } finally {
      this.#saying = null;
    }
  }

  async #interrupt(principal: Principal): Promise<Promise<unknown>[]> {
    await this.#services.chat.interrupt(principal, this.#client.conversationId);
    return [];
  }

  /** As over HTTP: whoever says something is who they were, may chat, and has requests left. */
  async #mayChat(before: Principal): Promise<Principal> {
    const { authenticator, requestLimits } = this.#services;
    const principal = await authenticator.renew(before);
    if (principal.role !== 'owner') {
      refuseExceeded(await requestLimits.takeBy(limitOf(principal), principal.userId));
    }
    requireScope(principal, 'chat');
    this.#principal = principal;
    return principal;
  }

  #deliver(frame: ServerFrame): void {
    if (frame.type === 'message_received' && frame.content === this.#saying) {
      this.#saying = null;
      return;
    }
    if (frame.type === 'error') this.#sendFailure(failureIn(frame));
    for (const worded of this.#wording.of(frame)) sendFrame(this.#socket, worded);
  }

  #fail(error: unknown): void {
    const failure = failureOf(error);
    if (failure.status === 500) this.#client.log.error({ err: error }, 'socket frame failed');
    this.#sendFailure(failure);
  }

  #sendFailure(failure: ChatagentFailure): void {
    const { requestId, language } = this.#client;
    sendFrame(this.#socket, { type: 'error', ...toChatagentError(failure, requestId, language) });
  }
}

/** What went wrong with an answer, whoever had asked for it. */
function failureIn({ code, message, details }: Extract<ServerFrame, { type: 'error' }>): ChatagentFailure {
  const status = code === 'internal_server_error' ? 500 : code === 'conflict' ? 409 : 503;
  return {
    status,
    message,
    details: { cause: code, reply_to: details.reply_to },
    kind: 'internal',
    retryAfterSeconds: null,
  };
}

function closeFor(error: unknown): [code: number, reason: string] {
  if (error instanceof DomainError) return [CLOSE_NOT_FOUND, 'there is no such conversation'];
  if (!(error instanceof AccessError)) return [CLOSE_FAILED, 'Tomo failed; its log says why'];
  if (error.code === 'unauthenticated') return [CLOSE_UNAUTHENTICATED, 'the token is not valid'];
  return [CLOSE_FORBIDDEN, 'the token may not do this'];
}
