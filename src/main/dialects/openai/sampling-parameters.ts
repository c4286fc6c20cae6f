import { z } from 'zod';
import type { GenerateOptions } from '../../inference/llm.ts';

const CHOICES_MAX = 16;
const SEEDS = 2 ** 32;

/** What both ways to ask for text take. Clients send `null` for what they leave out. */
export const samplingParameters = {
  model: z.string().min(1).max(300),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.number().int().nullish().describe('The same seed gives the same text'),
  stop: z
    .union([z.string(), z.array(z.string()).max(4, 'at most four')])
    .nullish()
    .describe('One text, or up to four'),
  n: z.number().int().min(1).max(CHOICES_MAX).nullish(),
  logit_bias: z
    .record(z.string(), z.number())
    .nullish()
    .refine((bias) => Object.keys(bias ?? {}).length === 0, 'logit_bias is not supported'),
};

type SamplingParameters = z.infer<z.ZodObject<typeof samplingParameters>>;

/** @param choice each has a seed of its own, so that they differ */
export function samplingOptions(parameters: SamplingParameters, choice: number): GenerateOptions {
  const { temperature, top_p, max_tokens, presence_penalty, frequency_penalty, seed, stop } = parameters;
  return withoutNulls({
    temperature,
    topP: top_p,
    maxTokens: max_tokens,
    presencePenalty: presence_penalty,
    frequencyPenalty: frequency_penalty,
    seed: seed == null ? null : toSeed(seed + choice),
    stop: stop == null ? null : [stop].flat().filter((text) => text !== ''),
  });
}

/** Any whole number as one that the engine takes. */
function toSeed(seed: number): number {
  return ((seed % SEEDS) + SEEDS) % SEEDS;
}

type WithoutNulls<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

function withoutNulls<T extends object>(values: T): WithoutNulls<T> {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as WithoutNulls<T>;
}
