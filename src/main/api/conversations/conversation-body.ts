import type { FastifyRequest } from 'fastify';
import type { MessageBody } from '../../../shared/api/conversations.ts';
import type { Conversation, Message } from '../../domain/chat/message.ts';
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
  };
}

export function toConversationSummary(conversation: Conversation) {
  return {
    id: conversation.id,
    user_id: conversation.userId,
    character_id: conversation.characterId,
    started_at: new Date(conversation.startedAtMs).toISOString(),
    updated_at: new Date(conversation.updatedAtMs).toISOString(),
    visitor: conversation.visitor,
  };
}
