import type { ServerFrame } from '../../../shared/realtime.ts';
import type { LanguageModel } from '../../inference/llm.ts';
import type { Character } from '../characters/character.ts';
import type { CharacterService } from '../characters/character-service.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Happenings } from '../events/happenings.ts';
import type { Grounding } from '../grounding/grounding.ts';
import type { ConversationSummaries } from '../memory/summary/conversation-summaries.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { Intent, Message } from './message.ts';
import type { PromptAddition, PromptContributor } from './prompt-addition.ts';
import type { SpeakClause } from './speech-track.ts';

/** What the chat service works with. */
export interface ChatDependencies {
  conversations: ConversationStore;
  characters: CharacterService;
  events: EventBus;
  grounding: Grounding;
  summaries: ConversationSummaries;
  /** What other parts of the house add to prompts, in this order. */
  contributors: readonly PromptContributor[];
  happenings: Pick<Happenings, 'tell'>;
  /** What a message to a character wants; null where that was not trained. */
  recognise(characterId: string, text: string): Promise<Intent | null>;
  /** Lends the model with which this character answers now, until `work` has ended. */
  withLanguageModel<T>(character: Character, work: (model: LanguageModel) => Promise<T>): Promise<T>;
  speak(character: Character): SpeakClause;
  /** The address of an answer's sound, for whoever listens. */
  audioUrl(messageId: string): string;
  /** A turn has ended, and there is time for what nobody waits for. */
  afterTurn(): void;
  /** Removes the sound of these answers. */
  removeSound(messageIds: readonly string[]): Promise<void>;
  /** What went wrong, as the frame that tells the client. */
  toErrorFrame(error: unknown, details: Record<string, unknown>): ServerFrame;
  logger: { error(object: object, message: string): void };
}

/** How somebody wants one message to be answered. */
export interface SayOptions {
  /** What the user is called, for this answer. */
  userName?: string | undefined;
  /** Without it the character knows nothing of what was said before. */
  withHistory?: boolean | undefined;
  /** What stands in the prompt of this answer only. */
  addition?: PromptAddition | undefined;
  /** Kept with the message. */
  metadata?: Record<string, unknown> | undefined;
  /** Cuts off this answer. */
  signal?: AbortSignal | undefined;
}

/** Something that was said, and the answer to it. */
export interface Exchange {
  message: Message;
  /** Null when the turn was cut off before anything was said. Rejects when the turn failed. */
  answer: Promise<Message | null>;
  /** What the message was recognised as; null where nothing was trained. */
  intent: Promise<Intent | null>;
}
