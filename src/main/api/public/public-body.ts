import type { FastifyRequest } from 'fastify';
import type { PublicCharacterBody, PublicConversationBody } from '../../../shared/api/public.ts';
import type { Character } from '../../domain/characters/character.ts';
import type { Conversation, Message } from '../../domain/chat/message.ts';
import type { ModelChoice } from '../../domain/models/model-service.ts';
import { absoluteUrl, type NativeServices } from '../native-app.ts';

/** A character with what everybody may know. */
export async function toPublicCharacter(
  { vrmModels, signer, models }: Pick<NativeServices, 'vrmModels' | 'signer' | 'models'>,
  request: FastifyRequest,
  character: Character,
): Promise<PublicCharacterBody> {
  const model = await vrmModels.findOrBuiltin(character.ownerId, character.vrmModelId);
  const media = (name: string) => absoluteUrl(request, signer.sign(`/v1/vrm-models/${model.id}/${name}`));
  return {
    id: character.id,
    name: character.name,
    description: character.description,
    public_url: absoluteUrl(request, `/c/${character.slug}`),
    vrm_model: { preview_url: media('preview'), file_url: media('file') },
    answered_by: runsElsewhere(await models.choice()) ? 'another_server' : 'this_computer',
  };
}

/** A visitor's conversation as they see it. */
export function toPublicConversation(
  ids: { conversationId: string; characterId: string },
  found: { conversation: Conversation; messages: Message[] } | null,
): PublicConversationBody {
  return {
    id: ids.conversationId,
    character_id: ids.characterId,
    started_at: found === null ? null : new Date(found.conversation.startedAtMs).toISOString(),
    messages: (found?.messages ?? []).map(toPublicMessage),
  };
}

export function toPublicMessage(message: Message): PublicConversationBody['messages'][number] {
  const { id, role, content, createdAtMs } = message;
  const common = { id, role, content, timestamp: new Date(createdAtMs).toISOString() };
  if (role === 'user') return common;
  const { replyTo, emotion, gestures, state } = message;
  return {
    ...common,
    reply_to: replyTo ?? undefined,
    emotion: emotion ?? 'neutral',
    animation_triggers: gestures,
    state,
  };
}

function runsElsewhere(choice: ModelChoice): boolean {
  if (choice.provider !== 'openai') return false;
  return !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(choice.base_url).hostname);
}
