import type { Conversation } from '../../../domain/chat/message.ts';
import type { Happening } from '../../../domain/events/happenings.ts';
import type { Audience } from '../../../domain/webhooks/webhook-service.ts';
import type { DialectServices } from '../../dialect.ts';
import { FAMILY, toTimestamp, type WebhookEvent } from './webhook-body.ts';

interface Told {
  event: WebhookEvent;
  to: Audience;
  data: object;
  conversationId?: string;
}

/** Tells webhooks what happens, in this API's words, and ends conversations that are over. @returns ends it */
export function tellWebhooks({ happenings, webhooks, idleConversations }: DialectServices): () => void {
  const leave = happenings.listen((happening) => {
    const told = inWords(happening);
    if (told === null) return;
    const { data, ...rest } = told;
    webhooks.tell({ ...rest, family: FAMILY, body: { data } });
  });
  const unwatch = idleConversations.watch(FAMILY);
  return () => {
    leave();
    unwatch();
  };
}

/** Of a conversation, whoever holds it is told; an account's visitors hold theirs with that account. */
function inWords(happening: Happening): Told | null {
  switch (happening.type) {
    case 'message_received': {
      const { conversation, message } = happening;
      const { id: messageId, content, createdAtMs } = message;
      const data = { messageId, message: content, timestamp: toTimestamp(createdAtMs) };
      return ofConversation('message.received', conversation, data);
    }
    case 'message_answered': {
      const { conversation, question, answer, answerMs } = happening;
      return ofConversation('message.sent', conversation, {
        messageId: answer.id,
        inReplyTo: question.id,
        message: answer.content,
        isInterrupted: answer.state === 'interrupted',
        responseTimeMs: answerMs,
        timestamp: toTimestamp(answer.createdAtMs),
      });
    }
    case 'conversation_started': {
      const { conversation } = happening;
      return ofConversation('conversation.started', conversation, {
        startedAt: toTimestamp(conversation.startedAtMs),
      });
    }
    case 'conversation_ended': {
      const { conversation } = happening;
      return ofConversation('conversation.ended', conversation, {
        startedAt: toTimestamp(conversation.startedAtMs),
        endedAt: toTimestamp(conversation.endedAtMs ?? Date.now()),
      });
    }
    case 'account_registered': {
      const { id: userId, username, email, name, createdAtMs } = happening.account;
      const data = { userId, username, email, name, createdAt: toTimestamp(createdAtMs) };
      return { event: 'user.registered', to: 'staff', data };
    }
    case 'character_created': {
      const { id: chatbotId, name, description, ownerId, createdAtMs } = happening.character;
      const data = { chatbotId, name, description, createdAt: toTimestamp(createdAtMs) };
      return { event: 'chatbot.created', to: { userId: ownerId }, data };
    }
    case 'training_completed': {
      const { characterId: chatbotId, sessionId, metrics, userId } = happening;
      return { event: 'training.completed', to: { userId }, data: { chatbotId, sessionId, metrics } };
    }
    default:
      return null;
  }
}

function ofConversation(event: WebhookEvent, conversation: Conversation, data: object): Told {
  const { id: conversationId, characterId: chatbotId, userId, endUser } = conversation;
  return {
    event,
    to: { userId },
    conversationId,
    data: { chatbotId, conversationId, userId: endUser ?? userId, ...data },
  };
}
