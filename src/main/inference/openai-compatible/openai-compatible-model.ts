import { abortError, throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { parseChunk } from './chat-chunk.ts';
import {
  DEFAULT_SILENCE_MS,
  type OpenAiCompatibleServer,
  postJson,
  unreachable,
} from './openai-compatible-server.ts';
import { readBody, withinSilence } from './read-body.ts';
import { refusal } from './refusal.ts';
import { requestBody } from './request-body.ts';
import { sseData } from './sse-data.ts';
import { ToolCallParts } from './tool-call-parts.ts';

/** Servers do not say what their model reads at most. */
const CONTEXT_TOKENS = 8192;
/** English has about four characters a token; other languages have fewer, so this counts rather too many. */
const BYTES_PER_TOKEN = 3;
const TOKENS_PER_MESSAGE = 6;

/** A model behind `POST /chat/completions`: llama-server, vLLM, Ollama, or a cloud. */
export class OpenAiCompatibleModel implements LanguageModel {
  readonly #server: OpenAiCompatibleServer;

  constructor(server: OpenAiCompatibleServer) {
    this.#server = server;
  }

  async info(): Promise<LanguageModelInfo> {
    return {
      name: this.#server.model,
      contextTokens: CONTEXT_TOKENS,
      backend: 'remote',
    };
  }

  async countTokens(messages: readonly ChatTurn[]): Promise<number> {
    const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
    return Math.ceil(bytes / BYTES_PER_TOKEN) + messages.length * TOKENS_PER_MESSAGE;
  }

  /** @throws EngineError `remote_failed`, with the server's status and words but never the key */
  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerateEvent> {
    throwIfAborted(signal);
    const ended = new AbortController();
    const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
    try {
      yield* this.#stream(request, stop, ended);
    } catch (error) {
      if (signal?.aborted) throw abortError(signal);
      if (error instanceof EngineError) throw error;
      throw unreachable(error);
    } finally {
      // Closes the connection, which tells the server to stop, however the iteration ended.
      ended.abort();
    }
  }

  async dispose(): Promise<void> {}

  async *#stream(
    request: GenerateRequest,
    stop: AbortSignal,
    ended: AbortController,
  ): AsyncGenerator<GenerateEvent> {
    const silenceMs = this.#server.silenceMs ?? DEFAULT_SILENCE_MS;
    const path = 'text' in request ? 'completions' : 'chat/completions';
    const body = requestBody(this.#server.model, request);
    const asked = postJson(this.#server, path, body, { accept: 'text/event-stream', signal: stop });
    const response = await withinSilence(asked, silenceMs, ended);
    if (!response.ok || !response.body) throw await refusal(response, this.#server.apiKey);
    let reason: 'stop' | 'length' | undefined;
    const usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
    let pieces = 0;
    const parts = new ToolCallParts();
    for await (const data of sseData(readBody(response.body, silenceMs, ended))) {
      if (data === '[DONE]') break;
      const chunk = parseChunk(data);
      if (chunk.text) {
        pieces += 1;
        const tokens = request.alternatives === undefined ? {} : { tokens: chunk.tokens };
        yield { type: 'text', text: chunk.text, ...tokens };
      }
      for (const part of chunk.toolCalls) parts.add(part);
      reason = chunk.reason ?? reason;
      Object.assign(usage, chunk.usage);
    }
    if (!reason && pieces === 0) throw new EngineError('remote_failed', 'The model server sent no answer.');
    for (const call of parts.calls()) yield { type: 'toolCall', call };
    // Without a usage report the pieces are the best count there is: servers send about one per token.
    yield {
      type: 'end',
      reason: reason ?? 'stop',
      usage: { ...usage, completionTokens: usage.completionTokens || pieces },
    };
  }
}
