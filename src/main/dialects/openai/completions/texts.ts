import type { ChosenToken, GenerateEvent, TokenUsage } from '../../../inference/llm.ts';
import type { completionHead } from '../completion-head.ts';
import { totalUsage } from '../usage.ts';
import { type TextChoice, toTextLogprobs } from './response.ts';

/** One of the texts that were asked for. */
export interface TextToWrite {
  /** What stands before it in the answer. */
  echoed: string;
  begin(): AsyncIterable<GenerateEvent>;
}

/** A whole text. */
export async function collectText(
  index: number,
  { echoed, begin }: TextToWrite,
): Promise<{ choice: TextChoice; usage: TokenUsage }> {
  const choice: TextChoice = { index, text: echoed, logprobs: null, finish_reason: 'stop' };
  let usage: TokenUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  const tokens: ChosenToken[] = [];
  for await (const event of begin()) {
    if (event.type === 'text') {
      choice.text += event.text;
      tokens.push(...(event.tokens ?? []));
    } else if (event.type === 'end') {
      choice.finish_reason = event.reason;
      usage = event.usage;
    }
  }
  if (tokens.length > 0) choice.logprobs = toTextLogprobs(tokens, 0);
  return { choice, usage };
}

/** The texts in pieces, one text after the other. */
export async function* textChunks(
  head: ReturnType<typeof completionHead>,
  texts: readonly TextToWrite[],
  prompts: number,
  includeUsage: boolean,
): AsyncGenerator<object> {
  const usages: TokenUsage[] = [];
  const chunk = (choices: object[], usage: object | null = null) => ({
    ...head,
    object: 'text_completion',
    choices,
    ...(includeUsage ? { usage } : {}),
  });
  for (const [index, { echoed, begin }] of texts.entries()) {
    let written = 0;
    const piece = (text: string, more: object = {}) => {
      written += text.length;
      return chunk([{ index, text, logprobs: null, finish_reason: null, ...more }]);
    };
    for await (const event of begin()) {
      if (written === 0 && echoed !== '') yield piece(echoed);
      if (event.type === 'text') {
        const logprobs = event.tokens === undefined ? null : toTextLogprobs(event.tokens, written);
        yield piece(event.text, { logprobs });
      } else if (event.type === 'end') {
        usages.push(event.usage);
        yield piece('', { finish_reason: event.reason });
      }
    }
  }
  if (includeUsage) yield chunk([], totalUsage(usages, prompts));
}
