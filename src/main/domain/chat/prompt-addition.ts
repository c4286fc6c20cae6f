import type { Character } from '../characters/character.ts';
import type { Example } from '../grounding/background.ts';
import type { Conversation, Message } from './message.ts';

/** What a part of the house adds to the prompt of an answer. */
export interface PromptAddition {
  /**
   * Joins the character's instructions. These are evaluated once and used again from turn to turn: what changes with
   * every message belongs into the notes.
   */
  instructions?: string | undefined;
  /** Sentences that stand before the message, among what is remembered. */
  notes?: readonly string[] | undefined;
  /** How messages like this one should be answered; they stand before the message, the most useful first. */
  examples?: readonly Example[] | undefined;
}

/** The moment in which an answer is about to be written. */
export interface PromptMoment {
  character: Character;
  conversation: Conversation;
  /** The message to answer. */
  question: Message;
}

/** Must be quick: somebody waits for the answer. @returns null where it has nothing to add */
export type PromptContributor = (moment: PromptMoment, signal: AbortSignal) => Promise<PromptAddition | null>;

/** All additions as one, in their order. */
export function joinAdditions(
  additions: readonly (PromptAddition | null | undefined)[],
): Required<PromptAddition> {
  const given = additions.filter((addition) => addition !== null && addition !== undefined);
  return {
    instructions: given
      .map(({ instructions }) => instructions?.trim() ?? '')
      .filter((text) => text !== '')
      .join('\n\n'),
    notes: given.flatMap(({ notes }) => notes ?? []),
    examples: given.flatMap(({ examples }) => examples ?? []),
  };
}
