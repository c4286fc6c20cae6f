import { z } from 'zod';
import type { ChosenToken } from '../../../inference/llm.ts';
import { usage } from '../usage.ts';

const logprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number()),
  top_logprobs: z.array(z.record(z.string(), z.number())),
  text_offset: z.array(z.number().int()),
});

const choice = z.object({
  index: z.number().int(),
  text: z.string(),
  logprobs: logprobs.nullable(),
  finish_reason: z.enum(['stop', 'length']),
});
export type TextChoice = z.infer<typeof choice>;

export const completion = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.number().int(),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(choice),
  usage,
});

/** @param offset where in the text the first of the tokens begins */
export function toTextLogprobs(tokens: readonly ChosenToken[], offset: number): z.infer<typeof logprobs> {
  let at = offset;
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logProbability }) => logProbability),
    top_logprobs: tokens.map(({ alternatives }) =>
      Object.fromEntries(alternatives.map(({ text, logProbability }) => [text, logProbability])),
    ),
    text_offset: tokens.map(({ text }) => {
      at += text.length;
      return at - text.length;
    }),
  };
}
