import type { FastifyRequest } from 'fastify';
import type {
  ConversationBody,
  ConversationItemBody,
  MessageBody,
} from '../../../shared/api/conversations.ts';
import { type ConversationGlance, titleOf } from '../../domain/chat/conversation-glance.ts';
import type { Conversation, Message } from '../../domain/chat/message.ts';
import { toCitationBody } from '../../domain/chat/message-sources.ts';
import { absoluteUrl, type NativeServices } from '../native-app.ts';

/** A message as the native API shows it. */
export function toMessageBody(
  { signer }: Pick<NativeServices, 'signer'>,
  request: FastifyRequest,
  message: Message,
): MessageBody {
  const common = {
    id: message.id,
    role: message.role,
    content: message.content,
    timestamp: new Date(message.createdAtMs).toISOString(),
  };
  if (message.role === 'user') return common;
  return {
    ...common,
    reply_to: message.replyTo ?? undefined,
    audio_url: absoluteUrl(request, signer.sign(`/v1/messages/${message.id}/audio`)),
    emotion: message.emotion ?? 'neutral',
    animation_triggers: message.gestures,
    state: message.state,
    rating: message.rating,
    rating_comment: message.ratingComment,
    memories: message.memoryIds,
    citations: message.citations.map(toCitationBody),
  };
}

/** A conversation as a list shows it. */
export function toConversationItem(conversation: Conversation & ConversationGlance): ConversationItemBody {
  const { last, messageCount } = conversation;
  return {
    ...toConversationSummary(conversation),
    message_count: messageCount,
    last_message:
      last === null
        ? null
        : { role: last.role, content: last.content, timestamp: new Date(last.createdAtMs).toISOString() },
  };
}

/** A conversation with its messages. */
export function toConversationBody(
  services: Pick<NativeServices, 'signer'>,
  request: FastifyRequest,
  conversation: Conversation,
  messages: readonly Message[],
): ConversationBody {
  const first = messages.find(({ role }) => role === 'user');
  const title = conversation.title ?? (first === undefined ? null : titleOf(first.content));
  return {
    ...toConversationSummary({ ...conversation, title }),
    messages: messages.map((item) => toMessageBody(services, request, item)),
  };
}

function toConversationSummary(conversation: Conversation) {
  return {
    id: conversation.id,
    user_id: conversation.userId,
    character_id: conversation.characterId,
    started_at: new Date(conversation.startedAtMs).toISOString(),
    updated_at: new Date(conversation.updatedAtMs).toISOString(),
    title: conversation.title,
    visitor: conversation.visitor,
  };
}
