import type { Happening } from '../../../domain/events/happenings.ts';
import type { DialectServices } from '../../dialect.ts';
import { toMessageBody } from '../conversations/conversation-body.ts';

/** Of an answer, as the platform is told. */
const EVENT = 'message.answered';

/**
 * Sends the answers of bots on the platform `web` to its webhook, and counts those that could not be written. Only
 * conversations that were begun with this API are a platform's: what somebody says in Tomo's own window stays there.
 *
 * @returns ends it
 */
export function sendAnswers({ bots, happenings, webhooks, logger }: DialectServices): () => void {
  const tell = async (happening: Extract<Happening, { type: 'message_answered' }>) => {
    const { conversation, answer } = happening;
    const bot = await bots.ofConversation(conversation);
    const webhook = bots.webhookOf(bot);
    if (webhook === null) return;
    await webhooks.sendTo({
      ...webhook,
      userId: bot.character.ownerId,
      event: EVENT,
      conversationId: conversation.id,
      body: {
        bot_id: bot.character.id,
        platform: conversation.platform,
        platform_chat_id: conversation.platformChatId,
        message: toMessageBody(answer, conversation),
      },
    });
  };
  return happenings.listen((happening) => {
    if (happening.type !== 'message_answered' || happening.conversation.api !== 'chatagent') return;
    tell(happening).catch((error: unknown) => {
      logger.error({ err: error, message_id: happening.answer.id }, 'an answer was not sent to its platform');
    });
  });
}
