import type { FastifyRequest } from 'fastify';
import type { CharacterBody, CharacterDetailBody } from '../../../shared/api/characters.ts';
import type { Character } from '../../domain/characters/character.ts';
import { absoluteUrl, type NativeServices } from '../native-app.ts';

/** A character as the native API shows it. */
export async function toCharacterBody(
  { vrmModels, signer, knowledgeBases }: Pick<NativeServices, 'vrmModels' | 'signer' | 'knowledgeBases'>,
  request: FastifyRequest,
  character: Character,
): Promise<CharacterBody> {
  const [model, bases] = await Promise.all([
    vrmModels.findOrBuiltin(character.ownerId, character.vrmModelId),
    knowledgeBases.ofOwner(character.ownerId, character.knowledgeBaseIds),
  ]);
  const media = (name: string) => absoluteUrl(request, signer.sign(`/v1/vrm-models/${model.id}/${name}`));
  const warnings = [
    ...(model.found
      ? []
      : [`vrm_model_id ${character.vrmModelId} does not exist yet; the default model is shown`]),
    ...character.knowledgeBaseIds
      .filter((id) => !bases.some((base) => base.id === id))
      .map((id) => `knowledge base ${id} does not exist yet; it is not used`),
  ];
  return {
    id: character.id,
    owner_id: character.ownerId,
    name: character.name,
    description: character.description,
    status: character.status,
    vrm_model_id: character.vrmModelId,
    vrm_model: { id: model.id, name: model.name, preview_url: media('preview'), file_url: media('file') },
    system_prompt: character.systemPrompt,
    voice_config: character.voiceConfig,
    mode: character.mode,
    knowledge_base_ids: character.knowledgeBaseIds,
    created_at: new Date(character.createdAtMs).toISOString(),
    updated_at: new Date(character.updatedAtMs).toISOString(),
    public_url: character.status === 'published' ? absoluteUrl(request, `/c/${character.slug}`) : null,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** The same with what is known of one character only. */
export async function toCharacterDetail(
  services: Pick<NativeServices, 'vrmModels' | 'signer' | 'characterAnalytics' | 'knowledgeBases'>,
  request: FastifyRequest,
  character: Character,
): Promise<CharacterDetailBody> {
  const [body, figures, bases] = await Promise.all([
    toCharacterBody(services, request, character),
    services.characterAnalytics.of(character.id),
    services.knowledgeBases.ofOwner(character.ownerId, character.knowledgeBaseIds),
  ]);
  return {
    ...body,
    knowledge_bases: bases.map(({ id, name, documentCount }) => ({
      id,
      name,
      document_count: documentCount,
    })),
    analytics: {
      total_conversations: figures.totalConversations,
      avg_rating: figures.averageRating,
      total_messages: figures.totalMessages,
    },
  };
}
