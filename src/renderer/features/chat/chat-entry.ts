import type { ConversationBody } from '../../../shared/api/conversations.ts';
import type { CitationBody } from '../../../shared/citation.ts';

/** What is shown of a conversation, whoever holds it. */
export type OpenConversation = Pick<ConversationBody, 'id' | 'messages'>;

/** Why an answer or a message did not come through. */
export interface ChatFailure {
  /** The server's code, or `unreachable`. */
  code: string;
  /** The server's sentence for people. */
  message: string;
}

/** One bubble of the conversation. */
export interface ChatEntry {
  /** Stays the same from the first keystroke to the stored message. */
  key: string;
  /** The server's id; null until the server has told it. */
  id: string | null;
  role: 'user' | 'assistant';
  text: string;
  /** `failed`: `failure` says why. */
  state: 'sending' | 'streaming' | 'complete' | 'interrupted' | 'failed';
  failure?: ChatFailure;
  /** Of an answer: what it was taken from. */
  citations?: readonly CitationBody[];
}

export function entriesOf(conversation: OpenConversation): ChatEntry[] {
  return conversation.messages
    .filter((message) => message.content !== '')
    .map((message) => ({
      key: message.id,
      id: message.id,
      role: message.role,
      text: message.content,
      state: message.state ?? 'complete',
      citations: message.citations ?? [],
    }));
}

/**
 * The conversation as the server has it, after frames may have been missed. Entries that both know keep their key;
 * messages that never reached the server stay at the end; half-streamed answers go, as their frames are gone: if the
 * answer still comes, its next chunk brings it back and its end completes it.
 */
export function mergeStored(local: readonly ChatEntry[], stored: readonly ChatEntry[]): ChatEntry[] {
  const known = new Map(local.flatMap((entry) => (entry.id === null ? [] : [[entry.id, entry] as const])));
  const unsent = local.filter(
    ({ role, id, state }) => role === 'user' && id === null && state !== 'complete',
  );
  return [...stored.map((entry) => ({ ...entry, key: known.get(entry.key)?.key ?? entry.key })), ...unsent];
}
