import { z } from 'zod';
import type { Character } from '../../../domain/characters/character.ts';
import type { CharacterDraft } from '../../../domain/characters/character-service.ts';
import { ANSWER_TOKENS_MAX } from '../../../domain/chat/answer-prompt.ts';
import { SAMPLING } from '../../../domain/chat/answer-writer.ts';
import { timestamp } from '../envelope.ts';

const SETTINGS_CHARACTERS_MAX = 20_000;

const fields = {
  name: z.string().trim().min(1).max(200),
  description: z.string().max(10_000),
  personality: z.string().max(4_000).describe('How it is, in a few words; see also its personalities'),
  systemPrompt: z.string().max(32_000),
  model: z.string().min(1).max(200).nullable().describe('Kept; Tomo answers with the model in use'),
  temperature: z.number().min(0).max(2),
  maxTokens: z.int().min(1).max(32_768).describe('The longest answer'),
  language: z.string().min(1).max(35).nullable().describe('As in `en` or `de-AT`'),
  welcomeMessage: z
    .string()
    .max(4_000)
    .nullable()
    .describe('For the client to show before the first message'),
  isActive: z.boolean().describe('false: nobody can talk to it'),
  knowledgeBaseIds: z.array(z.string().min(1).max(128)).max(100),
  settings: z
    .record(z.string(), z.unknown())
    .refine((settings) => JSON.stringify(settings).length <= SETTINGS_CHARACTERS_MAX, 'is too large')
    .describe('Whatever a client wants to keep with it'),
};

export const chatbotChanges = z.object(fields).partial();
export const chatbotDraft = chatbotChanges.required({ name: true });

export const chatbot = z.object({
  id: z.string(),
  ...fields,
  ownerId: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  warnings: z.array(z.string()).optional().describe('What was accepted, but does not exist yet'),
});

export function toChatbotBody(found: Character, warnings: string[] = []): z.infer<typeof chatbot> {
  const { temperature = SAMPLING.temperature, maxTokens = ANSWER_TOKENS_MAX } = found.generation;
  const text = (name: string) => {
    const value = found.attributes[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    id: found.id,
    name: found.name,
    description: found.description,
    personality: found.personality,
    systemPrompt: found.systemPrompt,
    model: text('model'),
    temperature,
    maxTokens,
    language: found.voiceConfig.language ?? null,
    welcomeMessage: text('welcomeMessage'),
    isActive: found.status !== 'archived',
    knowledgeBaseIds: found.knowledgeBaseIds,
    settings: (found.attributes.settings ?? {}) as Record<string, unknown>,
    ownerId: found.ownerId,
    createdAt: new Date(found.createdAtMs).toISOString(),
    updatedAt: new Date(found.updatedAtMs).toISOString(),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** In the domain's words. @param before the settings that are merged with the new ones */
export function toCharacterChanges(
  body: z.infer<typeof chatbotChanges>,
  before: Record<string, unknown> = {},
): Partial<CharacterDraft> {
  const { name, description, personality, systemPrompt, knowledgeBaseIds, language } = body;
  const { model, welcomeMessage, settings, temperature, maxTokens } = body;
  return {
    name,
    description,
    personality,
    systemPrompt,
    knowledgeBaseIds,
    voiceConfig: language === undefined ? undefined : { language: language ?? undefined },
    generation: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
    },
    attributes: {
      ...(model === undefined ? {} : { model }),
      ...(welcomeMessage === undefined ? {} : { welcomeMessage }),
      ...(settings === undefined ? {} : { settings: { ...before, ...settings } }),
    },
  };
}
