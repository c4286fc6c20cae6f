import { z } from 'zod';
import type { TokenUsage } from '../../inference/llm.ts';

export const usage = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().int() }),
});
export type Usage = z.infer<typeof usage>;

/** The prompt of several answers is counted once. */
export function totalUsage(answers: readonly TokenUsage[], prompts = 1): Usage {
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const perPrompt = Math.max(1, Math.ceil(answers.length / prompts));
  const first = answers.filter((_, at) => at % perPrompt === 0);
  const promptTokens = sum(first.map((answer) => answer.promptTokens));
  const completionTokens = sum(answers.map((answer) => answer.completionTokens));
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: sum(first.map((answer) => answer.cachedTokens)) },
  };
}
