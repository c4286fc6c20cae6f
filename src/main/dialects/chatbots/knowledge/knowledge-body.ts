import { z } from 'zod';
import type { KnowledgeBase } from '../../../domain/knowledge/bases/knowledge-base-service.ts';
import { ITEM_CHARACTERS_MAX, type KnowledgeItem } from '../../../domain/knowledge/items/knowledge-item.ts';
import type { FoundPassage } from '../../../domain/knowledge/search/knowledge-search.ts';
import { timestamp } from '../envelope.ts';

const METADATA_CHARACTERS_MAX = 20_000;

export const baseChanges = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(10_000).optional(),
});
export const baseDraft = baseChanges.required({ name: true });

export const base = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  documentCount: z.int().describe('Items and uploaded documents'),
  passageCount: z.int().describe('What can be found by itself'),
  createdAt: timestamp,
  updatedAt: timestamp,
});

const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= METADATA_CHARACTERS_MAX, 'is too large');

const itemFields = {
  title: z.string().trim().min(1).max(300),
  content: z.string().min(1).max(ITEM_CHARACTERS_MAX),
  tags: z.array(z.string().trim().min(1).max(100)).max(100),
  source: z.string().max(2_000).nullable().describe('Where it is from: an address, a book'),
  metadata,
};

export const itemChanges = z.object(itemFields).partial();
export const itemDraft = itemChanges.required({ title: true, content: true });

export const item = z.object({
  id: z.string(),
  knowledgeBaseId: z.string(),
  ...itemFields,
  status: z.enum(['processing', 'ready', 'failed']).describe('`ready`: it can be found'),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const baseWithItems = base.extend({
  items: z.array(item).describe('The newest hundred'),
  itemCount: z.int(),
});

export const found = z.object({
  itemId: z.string().describe('Of the item, or of the uploaded document'),
  type: z.enum(['item', 'document']),
  title: z.string(),
  content: z.string().describe('What was found of it'),
  score: z.number().min(0).max(1),
  page: z.int().nullable(),
  tags: z.array(z.string()),
  source: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
});

export function toBaseBody(found: KnowledgeBase): z.infer<typeof base> {
  const { id, name, description, documentCount, passageCount } = found;
  const createdAt = new Date(found.createdAtMs).toISOString();
  const updatedAt = new Date(found.updatedAtMs).toISOString();
  return { id, name, description, documentCount, passageCount, createdAt, updatedAt };
}

export function toItemBody(item: KnowledgeItem) {
  const { id, knowledgeBaseId, title, content, tags, source, metadata, status } = item;
  const createdAt = new Date(item.createdAtMs).toISOString();
  const updatedAt = new Date(item.updatedAtMs).toISOString();
  return { id, knowledgeBaseId, title, content, tags, source, metadata, status, createdAt, updatedAt };
}

/** @param item where the passage is from, unless that is a document that was uploaded */
export function toFoundBody(
  { documentId, filename, content, score, page, metadata }: FoundPassage,
  item: KnowledgeItem | undefined,
): z.infer<typeof found> {
  return {
    itemId: documentId,
    type: item === undefined ? 'document' : 'item',
    title: item?.title ?? filename,
    content,
    score: Math.min(1, Math.max(0, score)),
    page,
    tags: item?.tags ?? [],
    source: item?.source ?? null,
    metadata: item?.metadata ?? metadata,
  };
}
