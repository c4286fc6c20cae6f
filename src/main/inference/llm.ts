/** What a language model is to the rest of Tomo. Every type here can cross a process boundary. */

export interface ChatTurn {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface GenerateRequest {
  messages: readonly ChatTurn[];
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
  seed?: number;
  /** Texts at which the answer ends; they are not part of it. */
  stop?: readonly string[];
}

export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  /** Prompt tokens that did not have to be evaluated again. */
  cachedTokens: number;
}

export type GenerateEvent =
  | { type: 'text'; text: string }
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
