import type { FastifyRequest } from 'fastify';
import type { CharacterBody } from '../../../shared/api/characters.ts';
import type { Character } from '../../domain/characters/character.ts';
import { absoluteUrl, type NativeServices } from '../native-app.ts';

/** A character as the native API shows it. */
export async function toCharacterBody(
  { vrmModels, signer }: Pick<NativeServices, 'vrmModels' | 'signer'>,
  request: FastifyRequest,
  character: Character,
): Promise<CharacterBody> {
  const model = await vrmModels.findOrBuiltin(character.ownerId, character.vrmModelId);
  const media = (name: string) => absoluteUrl(request, signer.sign(`/v1/vrm-models/${model.id}/${name}`));
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
    ...(model.found
      ? {}
      : {
          warnings: [`vrm_model_id ${character.vrmModelId} does not exist yet; the default model is shown`],
        }),
  };
}
