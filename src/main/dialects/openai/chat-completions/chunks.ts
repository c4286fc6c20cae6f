import type { GenerateEvent, TokenUsage } from '../../../inference/llm.ts';
import { totalUsage } from '../usage.ts';
import { type FinishReason, toLogprobs, toToolCall } from './response.ts';

export interface ChunkHead {
  id: string;
  created: number;
  model: string;
  system_fingerprint: string;
}

/** The events of an answer, as chunks. @param answers one stream of events for each choice, begun in their turn */
export async function* chatChunks(
  head: ChunkHead,
  answers: readonly (() => AsyncIterable<GenerateEvent>)[],
  includeUsage: boolean,
): AsyncGenerator<object> {
  const usages: TokenUsage[] = [];
  const chunk = (choices: object[], usage: object | null = null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices,
    ...(includeUsage ? { usage } : {}),
  });
  for (const [index, answer] of answers.entries()) {
    let calls = 0;
    let begun = false;
    const choice = (
      delta: object,
      finish_reason: FinishReason | null = null,
      logprobs: object | null = null,
    ) => chunk([{ index, delta, logprobs, finish_reason }]);
    for await (const event of answer()) {
      if (!begun) yield choice({ role: 'assistant', content: '', refusal: null });
      begun = true;
      if (event.type === 'text') {
        const logprobs = event.tokens === undefined ? null : toLogprobs(event.tokens);
        yield choice({ content: event.text }, null, logprobs);
      } else if (event.type === 'toolCall') {
        const { function: called, ...call } = toToolCall(event.call);
        yield choice({ tool_calls: [{ index: calls, ...call, function: { ...called, arguments: '' } }] });
        yield choice({ tool_calls: [{ index: calls, function: { arguments: called.arguments } }] });
        calls += 1;
      } else {
        usages.push(event.usage);
        yield choice({}, finishReasonOf(event.reason, calls));
      }
    }
  }
  if (includeUsage) yield chunk([], totalUsage(usages));
}

/** Why an answer ended; `length` also when a call was cut off. */
export function finishReasonOf(reason: 'stop' | 'length', calls: number): FinishReason {
  return reason === 'stop' && calls > 0 ? 'tool_calls' : reason;
}
