import type { ServerFrame } from '../../../shared/realtime.ts';
import type { Conversation } from '../chat/message.ts';

/** The conversation in which something happens. */
type Place = Pick<Conversation, 'id' | 'userId' | 'visitor'>;

/** One open connection of an account, or of a visitor. */
export interface EventListener {
  /** Null for a visitor, who hears the conversation of the visit and nothing else. */
  userId: string | null;
  /** Of a visitor: the one conversation. */
  visitIn?: string;
  /** Whether it may have the conversations of other accounts too; it gets those that it names. */
  seesEverything: boolean;
  /** Whether it wants the speech of a conversation. */
  wantsSpeech(conversationId: string): boolean;
  /** Whether it wants anything of a conversation; null when it named none. */
  wants(conversationId: string): boolean | null;
  /** Must not throw and must not wait. */
  deliver(frame: ServerFrame): void;
}

/** Brings what happens in conversations to the account's open connections, in order. */
export class EventBus {
  readonly #listeners = new Set<EventListener>();

  /** @returns ends the subscription. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(place: Place, frame: ServerFrame): void {
    for (const listener of this.#listeners) {
      if (!hears(listener, place)) continue;
      if (frame.type === 'speech_chunk' && !listener.wantsSpeech(place.id)) continue;
      listener.deliver(frame);
    }
  }

  /** Tells every connection of an account what is in no conversation. */
  tellAccount(userId: string, frame: ServerFrame): void {
    for (const listener of this.#listeners) if (listener.userId === userId) listener.deliver(frame);
  }

  /** Whether anybody listens to the speech of this conversation now. */
  hasSpeechListener(place: Place): boolean {
    for (const listener of this.#listeners) {
      if (hears(listener, place) && listener.wantsSpeech(place.id)) return true;
    }
    return false;
  }
}

/**
 * Its own conversations unless it named others; those with visitors, and where it may those of other accounts, only
 * when it named them.
 */
function hears(listener: EventListener, { id, userId, visitor }: Place): boolean {
  if (listener.userId === null) return listener.visitIn === id && visitor;
  const isMine = listener.userId === userId;
  if (!isMine && !listener.seesEverything) return false;
  return listener.wants(id) ?? (isMine && !visitor);
}
