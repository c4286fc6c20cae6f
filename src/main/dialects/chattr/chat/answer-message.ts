import type { Principal } from '../../../domain/accounts/principal.ts';
import type { Character } from '../../../domain/characters/character.ts';
import type { SayOptions } from '../../../domain/chat/chat-dependencies.ts';
import type { Message } from '../../../domain/chat/message.ts';
import { DomainError } from '../../../domain/domain-error.ts';
import type { DialectServices } from '../../dialect.ts';

export interface Question extends SayOptions {
  text: string;
  /** The id of a character, or what programs call it. */
  character: string;
  /** Null begins a session. */
  sessionId: string | null;
  /** Told as soon as it is known that the character will answer. */
  onStart?: () => void;
}

export interface Answered {
  character: Character;
  sessionId: string;
  answer: Message;
  responseMs: number;
}

/** Says something in a session, which is made when it is new, and waits for the answer. */
export async function answerMessage(
  { characters, chat, namedConversations }: DialectServices,
  principal: Principal,
  { text, character: name, sessionId, onStart, ...options }: Question,
): Promise<Answered> {
  const startMs = performance.now();
  const character = await characters.named(principal, name);
  const conversation = await namedConversations.open(principal, sessionId, character.id);
  const exchange = await chat.say(principal, conversation.id, text, 'queue', options);
  onStart?.();
  const answer = await exchange.answer;
  if (answer === null) throw new DomainError('conflict', 'The answer was cut off before anything was said');
  return {
    character,
    sessionId: sessionId ?? conversation.id,
    answer,
    responseMs: Math.round(performance.now() - startMs),
  };
}

/** What programs call a character. */
export function nameOf({ handle, id }: Character): string {
  return handle ?? id;
}

export function metadataOf({ answer, responseMs }: Answered) {
  return {
    tokens_used: answer.usage?.total_tokens ?? 0,
    response_time_ms: responseMs,
    ...(answer.confidence === null ? {} : { confidence: Math.round(answer.confidence * 1000) / 1000 }),
  };
}
