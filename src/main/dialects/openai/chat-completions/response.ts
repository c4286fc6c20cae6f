import { z } from 'zod';
import type { ChosenToken, ToolCall } from '../../../inference/llm.ts';
import { usage } from '../usage.ts';

const likely = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.number()).nullable() });
const logprobs = z.object({
  content: z.array(likely.extend({ top_logprobs: z.array(likely) })),
  refusal: z.null(),
});

const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

export const finishReason = z.enum(['stop', 'length', 'tool_calls']);
export type FinishReason = z.infer<typeof finishReason>;

export const chatCompletion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        refusal: z.null(),
        tool_calls: z.array(toolCall).optional(),
      }),
      logprobs: logprobs.nullable(),
      finish_reason: finishReason,
    }),
  ),
  usage,
});
export type ChatCompletion = z.infer<typeof chatCompletion>;
export type Choice = ChatCompletion['choices'][number];

export function toLogprobs(tokens: readonly ChosenToken[]): z.infer<typeof logprobs> {
  return {
    content: tokens.map((token) => ({ ...toLikely(token), top_logprobs: token.alternatives.map(toLikely) })),
    refusal: null,
  };
}

function toLikely({ text, logProbability }: Pick<ChosenToken, 'text' | 'logProbability'>) {
  // A token may be half a character; which bytes those are the engine does not tell.
  const bytes = text.includes('\uFFFD') ? null : [...Buffer.from(text)];
  return { token: text, logprob: logProbability, bytes };
}

export function toToolCall({ id, name, arguments: given }: ToolCall): z.infer<typeof toolCall> {
  return { id, type: 'function', function: { name, arguments: given } };
}
