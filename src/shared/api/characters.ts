import { z } from 'zod';
import { id, onlyMine, pageQuery, pagination, timestamp, warnings } from './common.ts';

export const characterStatus = z.enum(['draft', 'published', 'archived']);

const speed = z.number().min(0.5).max(2);
const language = z.string().max(35);

export const voiceConfig = z.object({
  provider: z.string(),
  voice_id: z.string(),
  speed,
  pitch: speed,
  language: language.optional(),
});

const voiceConfigChanges = z.object({
  provider: z.string().min(1).max(64).optional(),
  voice_id: z.string().min(1).max(128).optional(),
  speed: speed.optional(),
  pitch: speed.optional(),
  language: language.optional(),
});

export const characterDraft = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).optional(),
  vrm_model_id: id.nullable().optional(),
  system_prompt: z.string().max(20_000).optional(),
  voice_config: voiceConfigChanges.optional(),
  mode: z.string().max(32).optional(),
  knowledge_base_ids: z.array(id).max(100).optional(),
});

export const characterChanges = characterDraft.partial();

const vrmModelOfCharacter = z.object({
  id,
  name: z.string(),
  preview_url: z.string().nullable(),
  file_url: z.string(),
});

export const character = z.object({
  id,
  owner_id: id.describe('The account that it belongs to'),
  name: z.string(),
  description: z.string(),
  status: characterStatus,
  vrm_model_id: id.nullable(),
  vrm_model: vrmModelOfCharacter,
  system_prompt: z.string(),
  voice_config: voiceConfig,
  mode: z.string(),
  knowledge_base_ids: z.array(id),
  created_at: timestamp,
  updated_at: timestamp,
  public_url: z.string().nullable().describe('Null while it is not published'),
  warnings,
});
export const publishedCharacter = character.extend({
  public_url: z.string(),
  embed_code: z.string().describe('HTML for a page that shows the character in a frame'),
});
export type CharacterBody = z.infer<typeof character>;
export type PublishedCharacterBody = z.infer<typeof publishedCharacter>;

const knowledgeBaseOfCharacter = z.object({ id, name: z.string(), document_count: z.number().int() });

export const characterDetail = character.extend({
  knowledge_bases: z.array(knowledgeBaseOfCharacter),
  analytics: z.object({
    total_conversations: z.number().int(),
    avg_rating: z.number().nullable().describe('From 1 to 5; null where no answer was rated'),
    total_messages: z.number().int(),
  }),
});
export type CharacterDetailBody = z.infer<typeof characterDetail>;

export const characterListQuery = pageQuery.extend({ status: characterStatus.optional(), owner: onlyMine });
export const characterList = z.object({ characters: z.array(character), pagination });
