import type { ServerFrame } from '../../../shared/realtime.ts';

/** One open connection of an account. */
export interface EventListener {
  userId: string;
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

  publish(userId: string, conversationId: string, frame: ServerFrame): void {
    for (const listener of this.#listeners) {
      if (!hears(listener, userId, conversationId)) continue;
      if (frame.type === 'speech_chunk' && !listener.wantsSpeech(conversationId)) continue;
      listener.deliver(frame);
    }
  }

  /** Whether anybody listens to the speech of this conversation now. */
  hasSpeechListener(userId: string, conversationId: string): boolean {
    for (const listener of this.#listeners) {
      if (hears(listener, userId, conversationId) && listener.wantsSpeech(conversationId)) return true;
    }
    return false;
  }
}

/** Its own conversations unless it named others, and somebody else's only where it may and named them. */
function hears(listener: EventListener, userId: string, conversationId: string): boolean {
  const isMine = listener.userId === userId;
  if (!isMine && !listener.seesEverything) return false;
  return listener.wants(conversationId) ?? isMine;
}
