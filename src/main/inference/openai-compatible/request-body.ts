import type { ChatTurn, GenerateRequest } from '../llm.ts';

/** What `POST /chat/completions`, or `/completions` for a text, is asked. */
export function requestBody(model: string, request: GenerateRequest): Record<string, unknown> {
  const shared = {
    model,
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    seed: request.seed,
    // Only what changes something: not every server knows them.
    presence_penalty: request.presencePenalty || undefined,
    frequency_penalty: request.frequencyPenalty || undefined,
    stop: request.stop?.length ? request.stop : undefined,
  };
  if ('text' in request) return { ...shared, prompt: request.text };
  return {
    ...shared,
    messages: request.messages.map(messageBody),
    ...(request.alternatives === undefined
      ? {}
      : { logprobs: true, top_logprobs: request.alternatives || undefined }),
    ...(request.jsonSchema === undefined ? {} : { response_format: responseFormat(request.jsonSchema) }),
    ...(request.tools === undefined || request.tools.length === 0 ? {} : toolsBody(request)),
  };
}

function messageBody({ role, content, toolCalls, toolCallId }: ChatTurn) {
  return {
    role,
    content,
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
    ...(toolCalls === undefined
      ? {}
      : {
          tool_calls: toolCalls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
          })),
        }),
  };
}

/** Servers that know no schemas know `json_object`, which is what a schema without any demand means. */
function responseFormat(schema: NonNullable<GenerateRequest['jsonSchema']>) {
  const isAnyObject =
    typeof schema === 'object' && schema.type === 'object' && Object.keys(schema).length === 1;
  return isAnyObject
    ? { type: 'json_object' }
    : { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } };
}

function toolsBody({ tools = [], toolChoice = 'auto', parallelToolCalls }: GenerateRequest) {
  return {
    tools: tools.map((tool) => ({ type: 'function', function: tool })),
    tool_choice:
      typeof toolChoice === 'object' ? { type: 'function', function: { name: toolChoice.name } } : toolChoice,
    parallel_tool_calls: parallelToolCalls,
  };
}
