import { z } from 'zod';
import type { Bot, BotFigures } from '../../../domain/bots/bot.ts';
import type { BotChanges } from '../../../domain/bots/bot-service.ts';
import { ANSWER_TOKENS_MAX } from '../../../domain/chat/answer-prompt.ts';
import { SAMPLING } from '../../../domain/chat/answer-writer.ts';
import type { CharacterModel } from '../../../domain/models/character-models.ts';
import { timestamp } from '../auth/account-body.ts';

const CONFIG_CHARACTERS_MAX = 16_000;

const id = z.string().min(1).max(128);
const key = z.string().min(1).max(1_000);
const url = z.string().max(2_000);

const platformConfig = z
  .looseObject({ webhook_url: url.nullable().optional(), api_key: key.nullable().optional() })
  .refine((config) => JSON.stringify(config).length <= CONFIG_CHARACTERS_MAX, {
    error: `at most ${CONFIG_CHARACTERS_MAX} characters`,
  })
  .describe('Kept sealed. `null` in it takes a field away');

const llmConfig = z.object({
  provider: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .optional()
    .describe('`local`, `openai`, or any name with a `base_url`'),
  base_url: url.nullable().optional().describe('Of an OpenAI-compatible server, with the version in it'),
  model: z.string().trim().min(1).max(200).nullable().optional(),
  api_key: key.nullable().optional().describe('Kept sealed, and never shown'),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().min(1).max(32_768).optional(),
  system_prompt: z.string().max(20_000).optional(),
});

export const botChanges = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(2_000).optional(),
  avatar_url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .optional(),
  platform_type: z.string().trim().min(1).max(64).optional(),
  platform_config: platformConfig.optional(),
  llm_config: llmConfig.optional(),
  knowledge_base_ids: z.array(id).max(100).optional(),
  plugins: z.array(id).max(100).optional(),
});

export const botDraft = botChanges.extend({ name: z.string().trim().min(1).max(200) });

const listedBot = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  avatar_url: z.string().nullable(),
  platform_type: z.string(),
  is_active: z.boolean().describe('Whether it was started, and not stopped since'),
  created_at: timestamp,
  updated_at: timestamp,
});

export const bot = listedBot.extend({
  user_id: z.string(),
  platform_config: z.object({ webhook_url: z.string().nullable(), has_api_key: z.boolean() }),
  llm_config: z.object({
    provider: z.string(),
    base_url: z.string().nullable(),
    model: z.string().nullable(),
    has_api_key: z.boolean(),
    temperature: z.number(),
    max_tokens: z.int(),
    system_prompt: z.string(),
  }),
  knowledge_base_ids: z.array(z.string()),
  plugins: z.array(z.string()),
  warnings: z.array(z.string()).optional().describe('What of it does not work yet, and why'),
});

export const botList = z.object({
  bots: z.array(listedBot),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

export const botStatus = z.object({
  bot_id: z.string(),
  is_running: z.boolean(),
  is_online: z.boolean().describe('It runs, and its last answer did not fail'),
  start_time: timestamp.nullable(),
  message_count: z.int(),
  error_count: z.int(),
  last_activity: timestamp.nullable(),
});

export const acted = z.object({ success: z.literal(true), message: z.string(), bot_id: z.string() });

export function toChanges(body: z.infer<typeof botChanges>): BotChanges {
  const { name, description, avatar_url, platform_type, llm_config, plugins } = body;
  // What answers say of the key may come back in a change.
  const { has_api_key: _, ...platformConfig } = body.platform_config ?? {};
  const { temperature, max_tokens } = llm_config ?? {};
  return {
    ...(name === undefined ? {} : { name }),
    description,
    avatarUrl: avatar_url,
    platformType: platform_type,
    platformConfig,
    knowledgeBaseIds: body.knowledge_base_ids,
    plugins,
    systemPrompt: llm_config?.system_prompt,
    generation: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(max_tokens === undefined ? {} : { maxTokens: max_tokens }),
    },
    model:
      llm_config === undefined
        ? undefined
        : {
            provider: llm_config.provider,
            baseUrl: llm_config.base_url,
            model: llm_config.model,
            apiKey: llm_config.api_key,
          },
  };
}

export function toListed({ character, avatarUrl, platformType, state }: Bot): z.infer<typeof listedBot> {
  return {
    id: character.id,
    name: character.name,
    description: character.description,
    avatar_url: avatarUrl,
    platform_type: platformType,
    is_active: state === 'running',
    created_at: new Date(character.createdAtMs).toISOString(),
    updated_at: new Date(character.updatedAtMs).toISOString(),
  };
}

export function toBody(found: Bot, model: CharacterModel, warnings: string[]): z.infer<typeof bot> {
  const { character, platformConfig, plugins } = found;
  const { webhook_url, api_key } = platformConfig;
  const { temperature = SAMPLING.temperature, maxTokens = ANSWER_TOKENS_MAX } = character.generation;
  return {
    ...toListed(found),
    user_id: character.ownerId,
    platform_config: {
      webhook_url: typeof webhook_url === 'string' ? webhook_url : null,
      has_api_key: api_key !== undefined,
    },
    llm_config: {
      provider: model.provider,
      base_url: model.baseUrl,
      model: model.model,
      has_api_key: model.hasApiKey,
      temperature,
      max_tokens: maxTokens,
      system_prompt: character.systemPrompt,
    },
    knowledge_base_ids: character.knowledgeBaseIds,
    plugins,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

export function toStatus(
  { character, state, startedAtMs }: Bot,
  { messages, failures, lastActivityAtMs, isFailing }: BotFigures,
): z.infer<typeof botStatus> {
  const at = (timeMs: number | null) => (timeMs === null ? null : new Date(timeMs).toISOString());
  const isRunning = state === 'running';
  return {
    bot_id: character.id,
    is_running: isRunning,
    is_online: isRunning && !isFailing,
    start_time: isRunning ? at(startedAtMs) : null,
    message_count: messages,
    error_count: failures,
    last_activity: at(lastActivityAtMs),
  };
}
