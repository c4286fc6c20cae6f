import type { Account } from '../accounts/account-service.ts';
import type { Character } from '../characters/character.ts';
import type { Conversation, Message } from '../chat/message.ts';
import type { Profile } from '../profiles/profile.ts';
import type { RoomMessage } from '../rooms/room-message.ts';
import type { TrainingMetrics } from '../training/training-session.ts';
import type { Trigger } from '../triggers/trigger.ts';

/** What has happened, for whoever counts it, tells it on or learns from it; all of it is stored already. */
export type Happening =
  | { type: 'conversation_started'; conversation: Conversation }
  | { type: 'conversation_ended'; conversation: Conversation }
  | { type: 'message_received'; conversation: Conversation; message: Message }
  | {
      type: 'message_answered';
      conversation: Conversation;
      question: Message;
      answer: Message;
      /** From the message's arrival to its complete answer. */
      answerMs: number;
    }
  | { type: 'turn_failed'; conversation: Conversation; question: Message; error: unknown }
  | { type: 'account_registered'; account: Account }
  | { type: 'character_created'; character: Character }
  /** By its owner, or by whoever looks after the installation. */
  | { type: 'profile_changed'; userId: string; profile: Profile }
  | { type: 'trigger_created'; userId: string; trigger: Trigger }
  /** Others can see it from now on. */
  | { type: 'trigger_shared'; userId: string; trigger: Trigger }
  | { type: 'room_message'; userId: string; username: string; message: RoomMessage }
  | {
      type: 'training_completed';
      userId: string;
      characterId: string;
      sessionId: string;
      metrics: TrainingMetrics;
    };

export type HappeningListener = (happening: Happening) => void;

/**
 * Tells the parts of the house what has happened. Listeners are called at once and in order; they must not wait. One
 * that throws is logged and keeps nothing from the others.
 */
export class Happenings {
  readonly #listeners = new Set<HappeningListener>();
  readonly #logger: { error(object: object, message: string): void };

  constructor(logger: { error(object: object, message: string): void }) {
    this.#logger = logger;
  }

  /** @returns ends it. */
  listen(listener: HappeningListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(happening: Happening): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(happening);
      } catch (error) {
        this.#logger.error({ err: error, happening: happening.type }, 'a listener failed');
      }
    }
  }
}
