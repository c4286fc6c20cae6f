import { z } from 'zod';
import { citation } from '../citation.ts';
import { EMOTIONS, GESTURES } from '../emotion.ts';
import { id, onlyMine, pageQuery, pagination, timestamp } from './common.ts';

export const message = z.object({
  id,
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  timestamp,
  reply_to: id.optional().describe('Of an answer: the message that it replies to'),
  audio_url: z.string().nullable().optional(),
  emotion: z.enum(EMOTIONS).optional(),
  animation_triggers: z.array(z.enum(GESTURES)).optional(),
  state: z.enum(['complete', 'interrupted']).optional(),
  rating: z.number().int().nullable().optional().describe('Of an answer: from 1 to 5, null without one'),
  rating_comment: z.string().nullable().optional(),
  memories: z.array(id).optional().describe('Of an answer: the memories that it was told'),
  citations: z.array(citation).optional().describe('Of an answer: what it was taken from'),
});
export type MessageBody = z.infer<typeof message>;

export const conversationSummary = z.object({
  id,
  user_id: id.describe('The account that it belongs to'),
  character_id: id,
  started_at: timestamp,
  updated_at: timestamp,
  title: z
    .string()
    .nullable()
    .describe('What you called it, else its first words; null while nothing was said'),
  visitor: z.boolean().describe('Held with somebody without an account, on a public page'),
});
export const conversation = conversationSummary.extend({ messages: z.array(message) });
export type ConversationBody = z.infer<typeof conversation>;

export const conversationDraft = z.object({
  character_id: id,
  initial_message: z.string().optional(),
});

export const messageDraft = z.object({
  content: z.string(),
  input_type: z.string().max(32).optional(),
  when_busy: z
    .enum(['queue', 'interrupt'])
    .default('queue')
    .describe('Whether to wait for the answer that is being given, or to cut it off'),
});

export const ratingDraft = z.object({
  rating: z.number().int().min(1).max(5),
  comment: z.string().max(2_000).nullable().optional(),
});

const visitors = z
  .enum(['only', 'include'])
  .optional()
  .describe('Conversations with visitors of public pages; without it they are left out');

export const conversationListQuery = pageQuery.extend({
  character_id: id.optional(),
  owner: onlyMine,
  visitors,
  search: z.string().trim().min(1).max(200).optional().describe('What was said in it, or is in its title'),
});
const conversationItem = conversationSummary.extend({
  message_count: z.number().int(),
  last_message: z
    .object({ role: z.enum(['user', 'assistant']), content: z.string(), timestamp })
    .nullable()
    .describe('Its first two hundred letters'),
});
export type ConversationItemBody = z.infer<typeof conversationItem>;
export const conversationList = z.object({ conversations: z.array(conversationItem), pagination });

export const conversationChanges = z.object({ title: z.string().trim().min(1).max(200).nullable() });
