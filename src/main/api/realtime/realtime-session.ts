import type { ClientFrame, ServerFrame } from '../../../shared/realtime.ts';
import type { EventListener } from '../../domain/events/event-bus.ts';

type MessageFrame = Extract<ClientFrame, { type: 'message' }>;

/** What somebody who has signed in may do over a WebSocket. */
export interface RealtimeSession {
  user: { id: string; name: string };
  /** Whose events come. */
  listensAs: Pick<EventListener, 'userId' | 'visitIn' | 'seesEverything'>;
  say(frame: MessageFrame): Promise<void>;
  interrupt(conversationId: string): Promise<void>;
  /** An event as this client may see it. */
  show(frame: ServerFrame): ServerFrame;
  /** @returns ends the watch */
  watchEnd(onEnd: () => void): () => void;
}

/** One kind of clients: how they sign in, and how much they may be behind with reading. */
export interface RealtimeDoor {
  /** @throws AccessError, DomainError `unauthenticated` */
  signIn(token: string): Promise<RealtimeSession>;
  /** Longer frames end the connection. */
  frameBytesMax: number;
  /** A client that does not read is let go before its events fill the memory. */
  unreadBytesMax: number;
}
