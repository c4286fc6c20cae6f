import { EngineError } from '../engine-error.ts';
import type { TokenUsage } from '../llm.ts';

export interface ChatChunk {
  text: string;
  reason?: 'stop' | 'length';
  usage?: Partial<TokenUsage>;
}

/** The parts of an upstream chunk that Tomo reads; servers differ in the rest. */
interface UpstreamChunk {
  choices?: { delta?: { content?: unknown }; finish_reason?: unknown }[];
  usage?: {
    prompt_tokens?: unknown;
    completion_tokens?: unknown;
    prompt_tokens_details?: { cached_tokens?: unknown } | null;
  } | null;
  error?: { message?: unknown } | string;
}

/** Reads one `chat.completion.chunk`. @throws EngineError `remote_failed` when it is none, or reports an error */
export function parseChunk(data: string): ChatChunk {
  const chunk = parseJson(data);
  if (chunk.error) {
    const message =
      typeof chunk.error === 'string' ? chunk.error : String(chunk.error.message ?? 'no reason given');
    throw new EngineError('remote_failed', `The model server stopped: ${message.slice(0, 300)}`);
  }
  const choice = chunk.choices?.[0];
  const content = choice?.delta?.content;
  return {
    text: typeof content === 'string' ? content : '',
    ...(typeof choice?.finish_reason === 'string'
      ? { reason: choice.finish_reason === 'length' ? 'length' : 'stop' }
      : {}),
    ...(chunk.usage
      ? {
          usage: {
            promptTokens: count(chunk.usage.prompt_tokens),
            completionTokens: count(chunk.usage.completion_tokens),
            cachedTokens: count(chunk.usage.prompt_tokens_details?.cached_tokens),
          },
        }
      : {}),
  };
}

function parseJson(data: string): UpstreamChunk {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Answered below, with anything else that is not an object.
  }
  throw new EngineError('remote_failed', 'The model server sent something that is not a chat completion.');
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
