import { z } from 'zod';
import { id } from './common.ts';

export const vrmCategory = z.enum(['human', 'anime', 'fantasy', 'professional']);

export const vrmModel = z.object({
  id,
  name: z.string(),
  category: vrmCategory,
  preview_url: z.string().nullable(),
  file_url: z.string(),
  polygon_count: z.number().int(),
  file_size_mb: z.number(),
  tags: z.array(z.string()),
  builtin: z.boolean(),
});
export type VrmModelBody = z.infer<typeof vrmModel>;

export const vrmModelList = z.object({ models: z.array(vrmModel) });

export const vrmModelListQuery = z.object({
  category: vrmCategory.optional(),
  search: z.string().max(200).optional().describe('In names and tags'),
});

export const vrmModelChanges = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  category: vrmCategory.optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(40).optional(),
});
