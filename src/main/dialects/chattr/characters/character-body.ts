import { z } from 'zod';
import type { CharacterFigures } from '../../../domain/analytics/character-analytics.ts';
import type { Character } from '../../../domain/characters/character.ts';
import { ANSWER_TOKENS_MAX } from '../../../domain/chat/answer-prompt.ts';
import { SAMPLING } from '../../../domain/chat/answer-writer.ts';
import { nameOf } from '../chat/answer-message.ts';
import { timestamp } from '../chat/message-body.ts';

/** What every character can do here; no video can be made yet. */
const CAPABILITIES = ['text', 'voice'] as const;

export const character = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  personality: z.string(),
  avatar_url: z.string(),
  voice_model: z.string(),
  capabilities: z.array(z.enum(['text', 'voice', 'video'])),
});

const configuration = z.object({
  temperature: z.number(),
  max_tokens: z.int(),
  system_prompt: z.string(),
});

export const characterDetail = character.extend({
  /** Null: there is no generator of videos yet. */
  video_model: z.string().nullable(),
  configuration,
  statistics: z.object({
    total_conversations: z.int(),
    average_rating: z.number().nullable(),
    last_updated: timestamp,
  }),
});

export const characterUpdate = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(10_000).optional(),
  personality: z.string().max(4_000).optional(),
  voice_model: z.string().min(1).max(200).optional(),
  configuration: z
    .object({
      temperature: z.number().min(0).max(2),
      max_tokens: z.int().min(1).max(32_768),
      system_prompt: z.string().max(32_000),
    })
    .partial()
    .optional(),
});

export function toCharacterBody(found: Character, avatarUrl: string): z.infer<typeof character> {
  return {
    id: nameOf(found),
    name: found.name,
    description: found.description,
    personality: found.personality,
    avatar_url: avatarUrl,
    voice_model: found.voiceConfig.voice_id,
    capabilities: [...CAPABILITIES],
  };
}

export function toCharacterDetail(
  found: Character,
  avatarUrl: string,
  figures: CharacterFigures,
): z.infer<typeof characterDetail> {
  const { temperature = SAMPLING.temperature, maxTokens = ANSWER_TOKENS_MAX } = found.generation;
  return {
    ...toCharacterBody(found, avatarUrl),
    video_model: null,
    configuration: { temperature, max_tokens: maxTokens, system_prompt: found.systemPrompt },
    statistics: {
      total_conversations: figures.totalConversations,
      average_rating: figures.averageRating,
      last_updated: new Date(found.updatedAtMs).toISOString(),
    },
  };
}
