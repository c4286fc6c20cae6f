import { EngineError } from '../engine-error.ts';
import type { ChosenToken, TokenUsage } from '../llm.ts';
import type { ToolCallPart } from './tool-call-parts.ts';

export interface ChatChunk {
  text: string;
  tokens: ChosenToken[];
  toolCalls: ToolCallPart[];
  reason?: 'stop' | 'length';
  usage?: Partial<TokenUsage>;
}

/** The parts of an upstream chunk that Tomo reads; servers differ in the rest. */
interface UpstreamChunk {
  choices?: {
    /** Of `/completions`. */
    text?: unknown;
    delta?: { content?: unknown; tool_calls?: UpstreamToolCall[] | null };
    logprobs?: { content?: UpstreamToken[] | null } | null;
    finish_reason?: unknown;
  }[];
  usage?: {
    prompt_tokens?: unknown;
    completion_tokens?: unknown;
    prompt_tokens_details?: { cached_tokens?: unknown } | null;
  } | null;
  error?: { message?: unknown } | string;
}

interface UpstreamToolCall {
  index?: unknown;
  id?: unknown;
  function?: { name?: unknown; arguments?: unknown };
}

interface UpstreamToken {
  token?: unknown;
  logprob?: unknown;
  top_logprobs?: UpstreamToken[] | null;
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
  const content = choice?.delta?.content ?? choice?.text;
  return {
    text: typeof content === 'string' ? content : '',
    tokens: list(choice?.logprobs?.content).map((token) => ({
      ...likely(token),
      alternatives: list(token.top_logprobs).map(likely),
    })),
    toolCalls: list(choice?.delta?.tool_calls).map(toolCallPart),
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

function toolCallPart({ index, id, function: called }: UpstreamToolCall, position: number): ToolCallPart {
  return {
    index: typeof index === 'number' ? index : position,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof called?.name === 'string' ? { name: called.name } : {}),
    ...(typeof called?.arguments === 'string' ? { arguments: called.arguments } : {}),
  };
}

function likely({ token, logprob }: UpstreamToken) {
  return { text: String(token ?? ''), logProbability: typeof logprob === 'number' ? logprob : 0 };
}

function list<T>(value: T[] | null | undefined): T[] {
  return Array.isArray(value) ? value : [];
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
