import { z } from 'zod';
import { id, pageQuery, pagination, timestamp } from './common.ts';

/** What a memory is about. */
export const MEMORY_KINDS = [
  'fact',
  'preference',
  'relationship',
  'event',
  'goal',
  'promise',
  'note',
] as const;
const kind = z.enum(MEMORY_KINDS);

export const memory = z.object({
  id,
  content: z.string().describe('Told of the user: `The user’s sister Mia lives in Lyon.`'),
  told: z.string().describe('The same, said to the user: `Your sister Mia lives in Lyon.`'),
  kind,
  confidence: z.number().min(0).max(1),
  importance: z.number().min(0).max(1),
  source_message_id: id
    .nullable()
    .describe('The message that told it; null where somebody wrote it, or it is gone'),
  source_conversation_id: id.nullable().describe('Where that message is'),
  character_id: id.nullable().describe('Null where every character may know it'),
  valid_from: timestamp,
  valid_to: timestamp.nullable().describe('Null while it holds'),
  superseded_by: id.nullable().describe('The memory that took its place'),
  pinned: z.boolean().describe('Always told to the character'),
  created_at: timestamp,
});
export type MemoryBody = z.infer<typeof memory>;

const flag = z.enum(['true', 'false']).default('false');
export const memoryListQuery = pageQuery.extend({
  search: z.string().trim().min(1).max(200).optional(),
  character_id: id.optional().describe('What this character may know'),
  kind: kind.optional(),
  include_superseded: flag.describe('Also what no longer holds'),
});
export const memoryList = z.object({ memories: z.array(memory), pagination });

const content = z.string().trim().min(1).max(1_000);
export const memoryDraft = z.object({
  content,
  kind: kind.default('note'),
  character_id: id.nullable().default(null),
});
export const memoryChanges = z.object({ content: content.optional(), pinned: z.boolean().optional() });
export const memoryExport = z.object({ memories: z.array(memory) });
export const memorySettings = z.object({
  enabled: z.boolean().describe('Whether characters remember what you tell them, and use it'),
});
