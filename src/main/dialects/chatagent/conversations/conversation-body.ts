import { z } from 'zod';
import type { ConversationGlance } from '../../../domain/chat/conversation-glance.ts';
import type { Conversation, Message } from '../../../domain/chat/message.ts';
import { timestamp } from '../auth/account-body.ts';
import { offsetPage } from '../page.ts';

const CONTEXT_CHARACTERS_MAX = 32_000;

const title = z.string().trim().min(1).max(200);

/** What a program keeps with a thing of its own. */
const kept = (charactersMax: number) =>
  z.record(z.string(), z.unknown()).refine((value) => JSON.stringify(value).length <= charactersMax, {
    error: `at most ${charactersMax} characters`,
  });

const status = z.enum(['active', 'ended']);

export const conversationDraft = z.object({
  bot_id: z.string().min(1).max(128),
  title: title.nullable().optional(),
  platform: z.string().trim().min(1).max(64).default('web'),
  platform_chat_id: z.string().min(1).max(200).nullable().optional(),
  context: kept(CONTEXT_CHARACTERS_MAX)
    .nullable()
    .optional()
    .describe('`user_preferences.language` and `user_name` are told to the model; the rest is kept'),
});

export const conversationChanges = z.object({
  title: title.nullable().optional(),
  context: kept(CONTEXT_CHARACTERS_MAX).nullable().optional().describe('Joins what is there'),
  status: status.optional(),
});

export const conversationQuery = offsetPage(20).extend({
  bot_id: z.string().min(1).max(128).optional(),
  status: status.optional(),
});

export const conversation = z.object({
  id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  /** Null while nobody gave it one and nothing was said. */
  title: z.string().nullable(),
  platform: z.string().describe('Of one that was begun elsewhere, the API'),
  platform_chat_id: z.string().nullable(),
  status,
  context: z.record(z.string(), z.unknown()),
  created_at: timestamp,
  updated_at: timestamp,
});

export const conversationList = z.object({
  conversations: z.array(
    conversation
      .pick({ id: true, bot_id: true, title: true, platform: true, status: true, created_at: true })
      .extend({ message_count: z.int(), last_message_at: timestamp.nullable() }),
  ),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

export const messageDraft = z.object({
  content: z.string(),
  message_type: z.literal('text').default('text'),
  metadata: kept(8_000).nullable().optional().describe('Kept with the message'),
});

export const message = z.object({
  id: z.string(),
  conversation_id: z.string(),
  content: z.string(),
  message_type: z.literal('text'),
  sender_type: z.enum(['user', 'bot']),
  sender_id: z.string(),
  created_at: timestamp,
  metadata: z.record(z.string(), z.unknown()).optional(),
  interrupted: z.literal(true).optional().describe('It was cut off here'),
});

export const exchange = z.object({ user_message: message, bot_response: message });

export const messageList = z.object({
  messages: z.array(message),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

export const deleted = z.object({
  success: z.literal(true),
  message: z.string(),
  conversation_id: z.string(),
});

export function toConversationBody(found: Conversation): z.infer<typeof conversation> {
  return {
    id: found.id,
    user_id: found.userId,
    bot_id: found.characterId,
    title: found.title,
    platform: found.platform ?? found.api,
    platform_chat_id: found.platformChatId,
    status: found.endedAtMs === null ? 'active' : 'ended',
    context: found.context ?? {},
    created_at: new Date(found.startedAtMs).toISOString(),
    updated_at: new Date(found.updatedAtMs).toISOString(),
  };
}

export function toListed(
  found: Conversation & ConversationGlance,
): z.infer<typeof conversationList>['conversations'][number] {
  const { id, bot_id, title, platform, status, created_at } = toConversationBody(found);
  return {
    id,
    bot_id,
    title,
    platform,
    status,
    message_count: found.messageCount,
    created_at,
    last_message_at: found.last === null ? null : new Date(found.last.createdAtMs).toISOString(),
  };
}

export function toMessageBody(
  { id, conversationId, content, role, state, createdAtMs, metadata }: Message,
  { userId, characterId }: Conversation,
): z.infer<typeof message> {
  return {
    id,
    conversation_id: conversationId,
    content,
    message_type: 'text',
    sender_type: role === 'user' ? 'user' : 'bot',
    sender_id: role === 'user' ? userId : characterId,
    created_at: new Date(createdAtMs).toISOString(),
    ...(metadata === null ? {} : { metadata }),
    ...(state === 'interrupted' ? { interrupted: true as const } : {}),
  };
}
