import type { Happening } from '../../../domain/events/happenings.ts';
import type { Audience } from '../../../domain/webhooks/webhook-service.ts';
import type { DialectServices } from '../../dialect.ts';
import { toTimestamp } from '../success-body.ts';
import { FAMILY, type WebhookEvent } from './webhook-body.ts';

interface Told {
  event: WebhookEvent;
  to: Audience;
  data: object;
  conversationId?: string;
}

/** Tells webhooks what happens, in this API's words. @returns ends it */
export function tellWebhooks({ happenings, webhooks }: DialectServices): () => void {
  return happenings.listen((happening) => {
    const told = inWords(happening);
    if (told === null) return;
    const { data, ...rest } = told;
    webhooks.tell({ ...rest, family: FAMILY, body: { data } });
  });
}

/** What everybody may see, the room and what is shared, everybody is told; of all else its account alone. */
function inWords(happening: Happening): Told | null {
  switch (happening.type) {
    case 'room_message': {
      const { id, username, content, createdAtMs } = happening.message;
      const data = { source: 'room', messageId: id, username, content, timestamp: toTimestamp(createdAtMs) };
      return { event: 'message.new', to: 'everybody', data };
    }
    case 'message_answered': {
      const { conversation, answer } = happening;
      if (conversation.visitor) return null;
      const data = {
        source: 'ai',
        messageId: answer.id,
        sessionId: conversation.id,
        characterId: conversation.characterId,
        content: answer.content,
        timestamp: toTimestamp(answer.createdAtMs),
      };
      const to = { userId: conversation.userId };
      return { event: 'message.new', to, data, conversationId: conversation.id };
    }
    case 'profile_changed': {
      const { username, displayName, avatarUrl, isPublic, experiencePoints: xp, level } = happening.profile;
      const data = { username, displayName, avatarUrl, isPublic, xp, level };
      return { event: 'profile.update', to: { userId: happening.userId }, data };
    }
    case 'trigger_shared': {
      const { id, name, description, content } = happening.trigger;
      return { event: 'trigger.shared', to: 'everybody', data: { id, name, description, content } };
    }
    default:
      return null;
  }
}
