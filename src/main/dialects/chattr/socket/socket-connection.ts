import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../../../domain/accounts/principal.ts';
import { DomainError } from '../../../domain/domain-error.ts';
import { AccessError } from '../../../http/auth/access-error.ts';
import { requireScope } from '../../../http/auth/authorize.ts';
import { describeFailure } from '../../../http/describe-failure.ts';
import { refuseExceeded } from '../../../http/rate-limit/request-limits.ts';
import { readFrame, sendFrame } from '../../../http/socket-frames.ts';
import type { DialectServices } from '../../dialect.ts';
import type { AssetUrls } from '../assets/asset-urls.ts';
import { answerMessage, metadataOf, nameOf } from '../chat/answer-message.ts';

import { API } from '../operations.ts';
import { type AuthFrame, clientFrame, errorFrame, type MessageFrame, type ServerFrame } from './frames.ts';

const AUTH_WITHIN_MS = 10_000;
const CLOSE_UNAUTHENTICATED = 4401;
/** Messages that wait for the sign-in or for an answer. */
const WAITING_MAX = 16;
const RETRY_AFTER_SECONDS = 2;

interface SocketClient {
  /** The network address, for slowing down whoever guesses keys. */
  address: string;
  urls: AssetUrls;
  log: { error(object: object, message: string): void };
}

/** One WebSocket: signs in, then talks in one session, message after message. */
export class SocketConnection {
  readonly #socket: WebSocket;
  readonly #services: DialectServices;
  readonly #client: SocketClient;
  readonly #closed = new AbortController();
  readonly #authTimer: NodeJS.Timeout;
  #principal: Principal | undefined;
  #signingIn = false;
  #sessionId: string | null = null;
  /** What came before the sign-in was through. */
  #early: MessageFrame[] = [];
  #waiting = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, services: DialectServices, client: SocketClient) {
    this.#socket = socket;
    this.#services = services;
    this.#client = client;
    this.#authTimer = setTimeout(
      () => socket.close(CLOSE_UNAUTHENTICATED, 'the first frame must be auth'),
      AUTH_WITHIN_MS,
    );
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => {
      clearTimeout(this.#authTimer);
      // Nobody is there any more to read the answer.
      this.#closed.abort();
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      const frame = readFrame(clientFrame, data, isBinary);
      if (frame.type === 'auth') this.#beginSignIn(frame);
      else if (frame.type === 'message') this.#take(frame);
    } catch (error) {
      this.#send(errorFrame(error));
    }
  }

  /** There is one attempt. */
  #beginSignIn(frame: AuthFrame): void {
    if (this.#signingIn) throw new DomainError('conflict', 'This connection has signed in already');
    this.#signingIn = true;
    void this.#signIn(frame).catch((error: unknown) => {
      this.#fail(error);
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the token is not valid');
    });
  }

  async #signIn({ token, session_id }: AuthFrame): Promise<void> {
    const { authenticator, credentialEnds } = this.#services;
    const principal = await authenticator.authenticate(token, this.#client.address);
    clearTimeout(this.#authTimer);
    if (this.#closed.signal.aborted) return;
    const stopWatching = credentialEnds.watch(principal, () =>
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'signed out'),
    );
    this.#closed.signal.addEventListener('abort', stopWatching);
    this.#principal = principal;
    this.#sessionId = session_id ?? null;
    this.#send({ type: 'auth_ok', session_id: this.#sessionId });
    for (const frame of this.#early) this.#queue(frame);
    this.#early = [];
  }

  #take(frame: MessageFrame): void {
    if (this.#waiting + this.#early.length >= WAITING_MAX) {
      const text = 'Too many messages wait for their answers; wait for some of them';
      throw new AccessError('rate_limited', text, RETRY_AFTER_SECONDS);
    }
    if (this.#principal === undefined) this.#early.push(frame);
    else this.#queue(frame);
  }

  #queue(frame: MessageFrame): void {
    this.#waiting += 1;
    this.#work = this.#work
      .then(() => this.#answer(frame))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #answer({ character_id, content, metadata }: MessageFrame): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const principal = await this.#mayChat();
    const character = character_id ?? 'assistant';
    const typing = (is_typing: boolean) => this.#send({ type: 'typing', character_id: character, is_typing });
    let began = false;
    try {
      const answered = await answerMessage(this.#services, principal, {
        text: content,
        character,
        sessionId: this.#sessionId,
        userName: metadata?.user_name?.trim() || undefined,
        signal: this.#closed.signal,
        onStart: () => {
          began = true;
          typing(true);
        },
      });
      const { answer, sessionId } = answered;
      this.#sessionId = sessionId;
      this.#services.traffic.count(API, principal.userId, answered.responseMs, 200);
      began = false;
      typing(false);
      this.#send({
        type: 'response',
        character_id: nameOf(answered.character),
        session_id: sessionId,
        message_id: answer.id,
        content: answer.content,
        timestamp: new Date(answer.createdAtMs).toISOString(),
        media: { audio_url: this.#client.urls.audio(answer.id) },
        metadata: metadataOf(answered),
      });
    } finally {
      if (began) typing(false);
    }
  }

  /** As over HTTP: whoever says something is who they were, may chat, and has requests left. */
  async #mayChat(): Promise<Principal> {
    const { authenticator, requestLimits } = this.#services;
    const renewed = await authenticator.renew(this.#principal as Principal);
    refuseExceeded(await requestLimits.take(renewed));
    requireScope(renewed, 'chat');
    this.#principal = renewed;
    return renewed;
  }

  #fail(error: unknown): void {
    if (describeFailure(error).status === 500) this.#client.log.error({ err: error }, 'socket frame failed');
    this.#send(errorFrame(error));
  }

  #send(frame: ServerFrame): void {
    sendFrame(this.#socket, frame);
  }
}
