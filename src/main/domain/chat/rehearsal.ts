import { newId } from '../../storage/ids.ts';
import type { Character } from '../characters/character.ts';
import { citationsOf } from '../grounding/citations.ts';
import { AnswerWriter, type AnswerWriterDependencies } from './answer-writer.ts';
import type { Conversation, Message } from './message.ts';
import { type Citation, NO_SOURCES } from './message-sources.ts';

/** How answers are written. */
export type RehearsalDependencies = Omit<AnswerWriterDependencies, 'characters' | 'conversations' | 'events'>;

/** What a character would say. */
export interface RehearsedAnswer {
  content: string;
  citations: Citation[];
}

/**
 * Asks a character something as if somebody new did: the answer is written like any other, but nothing is stored, told
 * or counted.
 */
export class Rehearsal {
  readonly #deps: RehearsalDependencies;

  constructor(deps: RehearsalDependencies) {
    this.#deps = deps;
  }

  /** @throws what goes wrong in the turn, or the signal's reason */
  async ask(character: Character, text: string, signal: AbortSignal): Promise<RehearsedAnswer> {
    const conversation = nobodys(character);
    const question = asked(conversation, text);
    const writer = new AnswerWriter({
      ...this.#deps,
      characters: { ofConversation: async () => character },
      conversations: { messages: async () => [question] },
      events: { hasSpeechListener: () => false, publish: () => {} },
    });
    const result = await writer.write(conversation, question, newId('msg'), signal, {});
    if (result.outcome === 'failed') throw result.error;
    signal.throwIfAborted();
    return { content: result.content, citations: citationsOf(result.content, result.background.passages) };
  }
}

/** A visitor's, so that no memories are recalled. */
function nobodys(character: Character): Conversation {
  const now = Date.now();
  return {
    id: newId('conv'),
    userId: character.ownerId,
    characterId: character.id,
    startedAtMs: now,
    updatedAtMs: now,
    title: null,
    visitor: true,
    endUser: null,
    context: null,
    platform: null,
    platformChatId: null,
    api: 'native',
    endedAtMs: null,
  };
}

function asked(conversation: Conversation, content: string): Message {
  return {
    ...{ id: newId('msg'), conversationId: conversation.id, role: 'user', replyTo: null, content },
    ...{ taggedContent: null, state: 'complete', emotion: null, gestures: [], usage: null },
    ...{ createdAtMs: Date.now(), confidence: null, rating: null, ratingComment: null, ...NO_SOURCES },
    ...{ intent: null, answerMs: null, metadata: null },
  };
}
