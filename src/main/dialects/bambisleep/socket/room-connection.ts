import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../../../domain/accounts/principal.ts';
import { publicName } from '../../../domain/accounts/public-name.ts';
import { DomainError } from '../../../domain/domain-error.ts';
import type { RoomMember } from '../../../domain/rooms/chat-room.ts';
import { AccessError } from '../../../http/auth/access-error.ts';
import { requireScope } from '../../../http/auth/authorize.ts';
import { describeFailure } from '../../../http/describe-failure.ts';
import { refuseExceeded } from '../../../http/rate-limit/request-limits.ts';
import { readFrame, sendFrame } from '../../../http/socket-frames.ts';
import type { DialectServices } from '../../dialect.ts';
import { type ClientFrame, clientFrame, errorFrame, type ServerFrame, toSaid } from './frames.ts';

const AUTH_WITHIN_MS = 5_000;
const CLOSE_UNAUTHENTICATED = 4401;
/** What a client may leave unread before it is let go; everybody in the room may do that at once. */
const UNREAD_BYTES_MAX = 1024 ** 2;
/** Frames of one connection that wait to be handled. */
const WAITING_MAX = 32;
const RETRY_AFTER_SECONDS = 2;
/** Of an account, on all its connections; as many as it has requests. */
const FRAMES = { group: 'bambisleep room', requests: 60, perSeconds: 60 };

interface RoomClient {
  /** The network address, for slowing down whoever guesses tokens. */
  address: string;
  /** The token of the session cookie that came with the connection. */
  cookieToken: string | undefined;
  log: { error(object: object, message: string): void };
}

interface Presence {
  principal: Principal;
  member: RoomMember;
  byCookie: boolean;
  leave: () => void;
}

/** One WebSocket in the room. What it sends is handled one after the other. */
export class RoomConnection {
  readonly #socket: WebSocket;
  readonly #services: DialectServices;
  readonly #client: RoomClient;
  readonly #authTimer: NodeJS.Timeout;
  #presence: Presence | undefined;
  #isClosed = false;
  #waiting = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, services: DialectServices, client: RoomClient) {
    this.#socket = socket;
    this.#services = services;
    this.#client = client;
    this.#authTimer = setTimeout(
      () => socket.close(CLOSE_UNAUTHENTICATED, 'the first frame must be auth'),
      AUTH_WITHIN_MS,
    );
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => {
      this.#isClosed = true;
      clearTimeout(this.#authTimer);
      this.#presence?.leave();
    });
    const { cookieToken } = client;
    // A cookie that is not valid any more is no reason to refuse a token that follows.
    if (cookieToken !== undefined) this.#work = this.#enter(cookieToken, true).catch(() => {});
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      const frame = readFrame(clientFrame, data, isBinary);
      if (this.#waiting >= WAITING_MAX) {
        throw new AccessError(
          'rate_limited',
          'Too many frames at once; wait for the answers',
          RETRY_AFTER_SECONDS,
        );
      }
      this.#waiting += 1;
      this.#work = this.#work
        .then(() => this.#handle(frame))
        .catch((error: unknown) => this.#fail(error))
        .finally(() => {
          this.#waiting -= 1;
        });
    } catch (error) {
      this.#send(errorFrame(error));
    }
  }

  async #handle(frame: ClientFrame): Promise<void> {
    if (this.#isClosed) return;
    if (frame.type === 'ping') return this.#send({ type: 'pong' });
    if (frame.type === 'auth') return await this.#signIn(frame.token);
    const presence = await this.#mayAsk();
    const { room } = this.#services;
    if (frame.type === 'message') {
      requireScope(presence.principal, 'chat');
      const { id, timestamp } = toSaid(await room.say(presence.principal, presence.member, frame.content));
      this.#send({ type: 'sent', id, timestamp });
    } else if (frame.type === 'history') {
      const { messages, hasMore } = await room.history(frame);
      this.#send({ type: 'history', messages: messages.map(toSaid), hasMore });
    } else {
      this.#send({ type: 'presence', users: room.present() });
    }
  }

  /** Once by a frame; a connection that came in with a cookie may still say who it is. */
  async #signIn(token: string): Promise<void> {
    if (this.#presence?.byCookie === false) {
      throw new DomainError('conflict', 'This connection has signed in already');
    }
    try {
      await this.#enter(token, false);
    } catch (error) {
      this.#fail(error);
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'the token is not valid');
    }
  }

  async #enter(token: string, byCookie: boolean): Promise<void> {
    const { accounts, authenticator, credentialEnds, room } = this.#services;
    const principal = await authenticator.authenticate(token, this.#client.address);
    requireScope(principal, 'read');
    const { userId } = principal;
    const username = publicName(await accounts.get(userId));
    clearTimeout(this.#authTimer);
    if (this.#isClosed) return;
    this.#presence?.leave();
    const deliver: RoomMember['deliver'] = (message) => this.#send({ type: 'message', ...toSaid(message) });
    const member = { userId, username, deliver };
    const leaveRoom = room.enter(member);
    const stopWatching = credentialEnds.watch(principal, () =>
      this.#socket.close(CLOSE_UNAUTHENTICATED, 'signed out'),
    );
    const leave = () => {
      leaveRoom();
      stopWatching();
    };
    this.#presence = { principal, member, byCookie, leave };
    this.#send({ type: 'auth_ok', user: { id: userId, username } });
  }

  /** As over HTTP: whoever asks is who they were, and has requests left. */
  async #mayAsk(): Promise<Presence> {
    const presence = this.#presence;
    if (presence === undefined) {
      throw new AccessError('unauthenticated', 'Sign in first: {"type":"auth","token":"YOUR_SESSION_TOKEN"}');
    }
    const { authenticator, requestLimits } = this.#services;
    const principal = await authenticator.renew(presence.principal);
    presence.principal = principal;
    if (principal.role !== 'owner') refuseExceeded(await requestLimits.takeBy(FRAMES, principal.userId));
    return presence;
  }

  #fail(error: unknown): void {
    if (describeFailure(error).kind === 'internal')
      this.#client.log.error({ err: error }, 'socket frame failed');
    this.#send(errorFrame(error));
  }

  #send(frame: ServerFrame): void {
    sendFrame(this.#socket, frame, UNREAD_BYTES_MAX);
  }
}
