import { z } from 'zod';

/** What the app needs to know about the server to be honest with its user. */
export const status = z.object({
  version: z.string(),
  engine: z.object({ state: z.string(), restarts: z.number().int() }),
  model: z.object({
    id: z.string(),
    name: z.string(),
    starter: z.boolean().describe('It is the small model that ships with Tomo'),
    state: z.enum(['ready', 'loading', 'failed']),
    backend: z.string().nullable().describe('cpu, metal, cuda, vulkan or remote'),
    context_tokens: z.number().int().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
});
export type StatusBody = z.infer<typeof status>;
