import { z } from 'zod';
import type { ChatRequest, GenerateOptions, JsonSchema, Tool } from '../../../inference/llm.ts';
import { samplingOptions, samplingParameters } from '../sampling-parameters.ts';
import { message, toChatTurn } from './message.ts';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const name = z.string().regex(NAME, 'up to 64 letters, digits, dashes and underscores');
const jsonSchema = z.record(z.string(), z.unknown());

const tool = z.object({
  type: z.literal('function', 'only functions can be called'),
  function: z.object({
    name,
    description: z.string().nullish(),
    parameters: jsonSchema.nullish(),
    strict: z.boolean().nullish(),
  }),
});

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.object({ type: z.literal('function'), function: z.object({ name }) }),
]);

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name,
      description: z.string().nullish(),
      schema: jsonSchema,
      strict: z.boolean().nullish(),
    }),
  }),
]);

export const chatCompletionRequest = z
  .object({
    ...samplingParameters,
    messages: z.array(message).min(1),
    max_completion_tokens: z.number().int().min(1).nullish(),
    logprobs: z.boolean().nullish(),
    top_logprobs: z.number().int().min(0).max(20).nullish(),
    response_format: responseFormat.nullish(),
    tools: z.array(tool).max(128).nullish(),
    tool_choice: toolChoice.nullish(),
    parallel_tool_calls: z.boolean().nullish(),
    modalities: z
      .array(z.string())
      .nullish()
      .refine((list) => list == null || list.every((item) => item === 'text'), 'only text is written here'),
    functions: z.undefined({ error: 'functions are called through `tools`' }).optional(),
    function_call: z
      .undefined({ error: 'functions are called through `tools` and `tool_choice`' })
      .optional(),
  })
  .superRefine((body, context) => {
    const refuse = (path: string, words: string) =>
      context.addIssue({ code: 'custom', path: [path], message: words });
    const names = (body.tools ?? []).map((given) => given.function.name);
    const { tool_choice: choice } = body;
    if (new Set(names).size !== names.length) refuse('tools', 'two tools have the same name');
    if (choice != null && choice !== 'none' && choice !== 'auto' && names.length === 0) {
      refuse('tool_choice', 'there are no tools to choose from');
    }
    if (choice != null && typeof choice === 'object' && !names.includes(choice.function.name)) {
      refuse('tool_choice', 'there is no tool of this name in `tools`');
    }
    if (body.top_logprobs != null && body.logprobs !== true)
      refuse('top_logprobs', '`logprobs` must be true');
    if (body.logprobs === true && names.length > 0 && choice !== 'none') {
      refuse('logprobs', 'not supported together with tools');
    }
  });
export type ChatCompletionRequest = z.infer<typeof chatCompletionRequest>;

/** What the model is asked. @param choice which of the `n` answers it is for */
export function toChatRequest(body: ChatCompletionRequest, choice: number): ChatRequest {
  const maxTokens = body.max_completion_tokens ?? body.max_tokens;
  return {
    ...samplingOptions(body, choice),
    ...(maxTokens == null ? {} : { maxTokens }),
    messages: body.messages.map(toChatTurn),
    ...(body.logprobs === true ? { alternatives: body.top_logprobs ?? 0 } : {}),
    ...formatOf(body),
    ...toolsOf(body),
  };
}

function formatOf({ response_format: format }: ChatCompletionRequest): { jsonSchema?: JsonSchema } {
  if (format?.type === 'json_object') return { jsonSchema: { type: 'object' } };
  return format?.type === 'json_schema' ? { jsonSchema: format.json_schema.schema } : {};
}

function toolsOf(body: ChatCompletionRequest): GenerateOptions {
  const { tools, tool_choice: choice, parallel_tool_calls: parallel } = body;
  if (tools == null || tools.length === 0) return {};
  return {
    tools: tools.map(
      ({ function: given }): Tool => ({
        name: given.name,
        ...(given.description == null ? {} : { description: given.description }),
        parameters: given.parameters ?? { type: 'object', properties: {}, additionalProperties: false },
      }),
    ),
    ...(choice == null ? {} : { toolChoice: typeof choice === 'object' ? choice.function : choice }),
    ...(parallel == null ? {} : { parallelToolCalls: parallel }),
  };
}
