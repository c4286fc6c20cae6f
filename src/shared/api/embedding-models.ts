import { z } from 'zod';

const prefixes = {
  /** What stands before a text that is looked for; left out, it is what the model is known to want. */
  query_prefix: z.string().max(1000).optional(),
  /** What stands before a text that is found. */
  passage_prefix: z.string().max(1000).optional(),
};

export const embeddingChoice = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('lexical') }),
  z.object({ provider: z.literal('file'), id: z.string().min(1).max(255), ...prefixes }),
  z.object({ provider: z.literal('onnx'), id: z.string().min(1).max(255), ...prefixes }),
  z.object({
    provider: z.literal('openai'),
    base_url: z.url({ protocol: /^https?$/ }).max(2_000),
    model: z.string().min(1).max(200),
    /** Written once; an answer never holds it. */
    api_key: z.string().max(500).optional(),
    ...prefixes,
  }),
]);

/** The embedding model in use. */
export const embeddingModel = z.object({
  provider: z.enum(['lexical', 'file', 'onnx', 'openai']),
  /** Of a file or a folder. */
  id: z.string().nullable(),
  /** Of a server. */
  base_url: z.string().nullable(),
  model: z.string().nullable(),
  has_api_key: z.boolean(),
  /** Those in use, whoever said so; null until the model is known. */
  query_prefix: z.string().nullable(),
  passage_prefix: z.string().nullable(),
  dimensions: z.number().int().nullable(),
  /** What it reads of a text at most; null where that is not known. */
  context_tokens: z.number().int().nullable(),
  /** `re_embedding`: the model before it answers meanwhile. `waiting`: it failed, and is tried again. */
  state: z.enum(['loading', 're_embedding', 'ready', 'waiting']),
  /** Passages and memories with a vector of this model. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  next_try_at: z.iso.datetime().nullable(),
});
export type EmbeddingModelBody = z.infer<typeof embeddingModel>;

export const installedEmbeddingModels = z.object({
  models: z.array(
    z.object({
      provider: z.enum(['lexical', 'file', 'onnx', 'openai']),
      /** The name that `/v1/embeddings` knows it by. */
      id: z.string(),
      chosen: z.boolean(),
    }),
  ),
});
