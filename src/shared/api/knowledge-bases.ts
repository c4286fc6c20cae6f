import { z } from 'zod';
import { id, onlyMine, pageQuery, pagination, timestamp, warnings } from './common.ts';

export const knowledgeBase = z.object({
  id,
  owner_id: id,
  name: z.string(),
  description: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
  document_count: z.number().int(),
  total_chunks: z.number().int().describe('Passages that can be found'),
});
export type KnowledgeBaseBody = z.infer<typeof knowledgeBase>;

export const knowledgeBaseListQuery = pageQuery.extend({ owner: onlyMine });
export const knowledgeBaseList = z.object({ knowledge_bases: z.array(knowledgeBase), pagination });

const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);
export const knowledgeBaseDraft = z.object({ name, description: description.optional() });
export const knowledgeBaseChanges = z.object({
  name: name.optional(),
  description: description.optional(),
});

export const DOCUMENT_STATUSES = ['processing', 'ready', 'failed'] as const;
const metadata = z.record(z.string(), z.unknown());

export const document = z.object({
  id,
  knowledge_base_id: id,
  filename: z.string(),
  status: z.enum(DOCUMENT_STATUSES),
  chunks_created: z.number().int().describe('Passages of it that can be found'),
  total_chunks: z.number().int().nullable().describe('Passages that it has; null until it was read'),
  error: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why it cannot be read, for programs and for people'),
  title: z.string().nullable(),
  media_type: z.string().nullable().describe('What it turned out to be; null until it was read'),
  page_count: z.number().int().nullable(),
  byte_count: z.number().int(),
  metadata,
  created_at: timestamp,
  updated_at: timestamp,
  warnings: warnings.describe('What could not be read of it'),
  duplicate: z.boolean().optional().describe('Of an upload: it was there already, byte for byte'),
});
export type DocumentBody = z.infer<typeof document>;

export const documentListQuery = pageQuery.extend({
  status: z.enum(DOCUMENT_STATUSES).optional(),
  search: z.string().trim().min(1).max(200).optional().describe('In its name or title'),
});
export const documentList = z.object({ documents: z.array(document), pagination });

export const knowledgeQuery = z.object({
  query: z.string().trim().min(1).max(10_000),
  limit: z.number().int().min(1).max(100).default(10),
  score_threshold: z.number().min(0).max(1).optional(),
  filter: metadata
    .optional()
    .describe(
      'Metadata that its document must have: a value, a list of values, or bounds (gte, gt, lte, lt, ne); also `document_id` and `filename`',
    ),
});

const share = z.number().min(0).max(1);
export const knowledgeResult = z.object({
  content: z.string(),
  score: share.describe('Comparable between queries'),
  scores: z.object({ text: share, vector: share }),
  document_id: id,
  filename: z.string(),
  page: z.number().int().nullable(),
  heading: z.string().nullable(),
  position: z.number().int().describe('Of the passage within its document, from 0'),
  metadata,
});
export type KnowledgeResultBody = z.infer<typeof knowledgeResult>;
export const knowledgeResults = z.object({ results: z.array(knowledgeResult), query_ms: z.number() });

export const passageListQuery = z.object({
  from: z.coerce.number().int().min(0).default(0).describe('The first passage, from 0'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const passageList = z.object({
  passages: z.array(
    z.object({
      position: z.number().int(),
      content: z.string(),
      heading: z.string().nullable(),
      page: z.number().int().nullable(),
      start: z.number().int().describe('Where it stands in the whole text; passages may overlap'),
      end: z.number().int(),
    }),
  ),
  total: z.number().int(),
});
