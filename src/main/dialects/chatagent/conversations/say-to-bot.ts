import type { Principal } from '../../../domain/accounts/principal.ts';
import type { Exchange, SayOptions } from '../../../domain/chat/chat-dependencies.ts';
import type { Conversation } from '../../../domain/chat/message.ts';
import { NotAvailableError } from '../../../http/describe-failure.ts';
import type { DialectServices } from '../../dialect.ts';

/**
 * Says something to the bot of a conversation. One that was never started answers too; one that was stopped does not.
 *
 * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
 * @throws NotAvailableError
 */
export async function sayToBot(
  { bots, chat, conversations }: DialectServices,
  principal: Principal,
  conversationId: string,
  content: string,
  options: SayOptions,
): Promise<Exchange & { conversation: Conversation }> {
  const conversation = await conversations.get(principal, conversationId);
  const { state } = await bots.ofConversation(conversation);
  if (state === 'stopped') {
    throw new NotAvailableError('bot', 'The bot is stopped; start it to talk to it');
  }
  return { conversation, ...(await chat.say(principal, conversationId, content, 'queue', options)) };
}
