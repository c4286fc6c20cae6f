import type { ChosenToken, GenerateEvent, TokenUsage, ToolCall } from '../../../inference/llm.ts';
import { finishReasonOf } from './chunks.ts';
import { type Choice, toLogprobs, toToolCall } from './response.ts';

/** A whole answer. */
export async function collectChoice(
  index: number,
  events: AsyncIterable<GenerateEvent>,
): Promise<{ choice: Choice; usage: TokenUsage }> {
  let content = '';
  const calls: ToolCall[] = [];
  let tokens: ChosenToken[] | undefined;
  let reason: 'stop' | 'length' = 'stop';
  let usage: TokenUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  for await (const event of events) {
    if (event.type === 'text') {
      content += event.text;
      if (event.tokens !== undefined) tokens = [...(tokens ?? []), ...event.tokens];
    } else if (event.type === 'toolCall') calls.push(event.call);
    else ({ reason, usage } = event);
  }
  const choice: Choice = {
    index,
    message: {
      role: 'assistant',
      content: content === '' && calls.length > 0 ? null : content,
      refusal: null,
      ...(calls.length > 0 ? { tool_calls: calls.map(toToolCall) } : {}),
    },
    logprobs: tokens === undefined ? null : toLogprobs(tokens),
    finish_reason: finishReasonOf(reason, calls.length),
  };
  return { choice, usage };
}
