/** What a language model is to the rest of Tomo. Every type here can cross a process boundary. */

export interface ChatTurn {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  /** What the assistant asked for in this turn. */
  toolCalls?: readonly ToolCall[];
  /** Which call a turn of the role `tool` answers. */
  toolCallId?: string;
}

/** A function that the model may ask its caller to run. */
export interface Tool {
  name: string;
  description?: string;
  /** JSON Schema of its arguments, an object. */
  parameters: JsonSchema;
}

export interface ToolCall {
  id: string;
  name: string;
  /** JSON. It is cut off where the answer was. */
  arguments: string;
}

/** JSON Schema, draft 2020-12. `true` is anything, `false` is nothing. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export interface GenerateOptions {
  /**
   * Requests with the same key are turns of one conversation: a provider keeps its evaluated prompt and only
   * evaluates what is new.
   */
  cacheKey?: string;
  /** Upper bound for the answer, in tokens. */
  maxTokens?: number;
  /** 0 (greedy) to 2. */
  temperature?: number;
  /** 0 to 1. */
  topP?: number;
  /** A whole number from 0 to 2^32 - 1. The same seed gives the same answer to the same request. */
  seed?: number;
  /** -2 to 2: makes tokens that the answer has already less likely (above 0). */
  presencePenalty?: number;
  /** -2 to 2: the same, by how often the answer has them. */
  frequencyPenalty?: number;
  /** Texts at which the answer ends; they are not part of it. */
  stop?: readonly string[];
  /** Tells with each token how likely it was, and this many others that were likely; 0 tells of none. */
  alternatives?: number;
  /** The answer is one JSON value that fits this schema. */
  jsonSchema?: JsonSchema;
  tools?: readonly Tool[];
  /** `auto` when it is left out; a name asks for a call of that tool. */
  toolChoice?: 'auto' | 'none' | 'required' | { name: string };
  /** Whether one answer may hold several calls. */
  parallelToolCalls?: boolean;
  /** Nobody waits for the answer: it steps aside for work that somebody waits for. */
  inBackground?: boolean;
}

export type ChatRequest = GenerateOptions & { messages: readonly ChatTurn[] };

/** What the model goes on from: a conversation, or a text as it stands, without any chat template. */
export type GenerateRequest = ChatRequest | (GenerateOptions & { text: string });

export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  /** Prompt tokens that did not have to be evaluated again. */
  cachedTokens: number;
}

export interface LikelyToken {
  text: string;
  /** Natural logarithm of its probability among those that could be chosen. */
  logProbability: number;
}

export interface ChosenToken extends LikelyToken {
  /** The most likely ones, the chosen one among them when it was, most likely first. */
  alternatives: LikelyToken[];
}

export type GenerateEvent =
  /** `tokens` tells of the tokens since the last text, where `alternatives` asked for it. */
  | { type: 'text'; text: string; tokens?: ChosenToken[] }
  /** A whole call, or its beginning when the answer ends there. */
  | { type: 'toolCall'; call: ToolCall }
  /** The last event of a generation that was not cancelled. `length`: maxTokens or the context ended it. */
  | {
      type: 'end';
      reason: 'stop' | 'length';
      usage: TokenUsage;
      /** Mean probability that the model gave to the tokens it chose, 0 to 1; left out where it is not known. */
      confidence?: number;
    };

export interface LanguageModelInfo {
  /** What the user knows the model by, e.g. the name in its metadata. */
  name: string;
  contextTokens: number;
  /** `cpu`, `metal`, `cuda`, `vulkan` or, for a remote model, `remote`. */
  backend: string;
  parameters?: number;
}

export interface LanguageModel {
  /** Loads the model if it is not loaded. @throws EngineError */
  info(signal?: AbortSignal): Promise<LanguageModelInfo>;
  /**
   * Streams an answer. Aborting `signal` ends the iteration with an `AbortError` and stops the work behind it.
   * @throws EngineError
   */
  generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerateEvent>;
  /**
   * How many tokens a prompt of these messages has, with everything the chat template adds.
   * A remote model gives an estimate that is rather too high than too low.
   * @throws EngineError
   */
  countTokens(messages: readonly ChatTurn[], signal?: AbortSignal): Promise<number>;
  /** Frees what it holds; may be called twice. */
  dispose(): Promise<void>;
}
