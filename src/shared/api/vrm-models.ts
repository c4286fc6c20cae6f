import { z } from 'zod';
import { id } from './common.ts';

export const vrmModel = z.object({
  id,
  name: z.string(),
  category: z.string(),
  preview_url: z.string().nullable(),
  file_url: z.string(),
  polygon_count: z.number().int(),
  file_size_mb: z.number(),
  tags: z.array(z.string()),
  builtin: z.boolean(),
});
export type VrmModelBody = z.infer<typeof vrmModel>;

export const vrmModelList = z.object({ models: z.array(vrmModel) });
