import { z } from 'zod';
import type { GenerateRequest } from '../../../inference/llm.ts';
import { samplingOptions, samplingParameters } from '../sampling-parameters.ts';

const PROMPTS_MAX = 32;
/** OpenAI's; without it a model would go on until its context is full. */
const DEFAULT_MAX_TOKENS = 16;

export const completionRequest = z
  .object({
    ...samplingParameters,
    prompt: z
      .union([z.string(), z.array(z.union([z.string(), z.number(), z.array(z.number())]))])
      .superRefine((prompt, context) => {
        const texts = [prompt].flat(1);
        const refuse = (message: string) => context.addIssue({ code: 'custom', message });
        if (texts.some((text) => typeof text !== 'string')) {
          refuse('send texts: tokens belong to one model, and these are of another one');
        } else if (texts.length === 0 || texts.length > PROMPTS_MAX) refuse(`one to ${PROMPTS_MAX} texts`);
      })
      .transform((prompt) => [prompt].flat(1) as string[]),
    echo: z.boolean().nullish(),
    logprobs: z.number().int().min(0).max(5).nullish(),
    suffix: z
      .string()
      .nullish()
      .refine((suffix) => suffix == null || suffix === '', 'a text cannot be filled in before a suffix'),
    best_of: z.number().int().nullish(),
  })
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (body.best_of != null && body.best_of !== (body.n ?? 1)) refuse('best_of', 'must be the same as `n`');
    if (body.echo === true && body.logprobs != null) refuse('logprobs', 'not supported together with echo');
  });
export type CompletionRequest = z.infer<typeof completionRequest>;

/** What the model is asked. @param choice which of the `n` texts it is for */
export function toTextRequest(body: CompletionRequest, prompt: string, choice: number): GenerateRequest {
  return {
    maxTokens: DEFAULT_MAX_TOKENS,
    ...samplingOptions(body, choice),
    text: prompt,
    ...(body.logprobs == null ? {} : { alternatives: body.logprobs }),
  };
}
