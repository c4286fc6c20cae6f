import { abortError, throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import type { ChatTurn, GenerateEvent, GenerateRequest, LanguageModel, LanguageModelInfo } from '../llm.ts';
import { parseChunk } from './chat-chunk.ts';
import { readBody, withinSilence } from './read-body.ts';
import { refusal } from './refusal.ts';
import { requestBody } from './request-body.ts';
import { sseData } from './sse-data.ts';
import { ToolCallParts } from './tool-call-parts.ts';

export interface OpenAiCompatibleServer {
  /** With the version in it, e.g. `http://127.0.0.1:8080/v1`. */
  baseUrl: string;
  model: string;
  apiKey?: string;
  /** How long the server may be silent, before the first byte and between two. */
  silenceMs?: number;
}

/** Servers do not say what their model reads at most. */
const CONTEXT_TOKENS = 8192;
const DEFAULT_SILENCE_MS = 60_000;
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
      throw this.#failure(error);
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
    const response = await withinSilence(this.#post(request, stop), silenceMs, ended);
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

  /** A server may end an idle connection in the very moment in which it is used again; then another one is opened. */
  async #post(request: GenerateRequest, signal: AbortSignal): Promise<Response> {
    try {
      return await this.#postOnce(request, signal);
    } catch (error) {
      if (signal.aborted || !ENDED_UNHEARD.has(codeOf(error) ?? '')) throw error;
      return await this.#postOnce(request, signal);
    }
  }

  #postOnce(request: GenerateRequest, signal: AbortSignal): Promise<Response> {
    const { model, apiKey, baseUrl } = this.#server;
    const path = 'text' in request ? 'completions' : 'chat/completions';
    return fetch(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
      method: 'POST',
      signal,
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
      },
      body: JSON.stringify(requestBody(model, request)),
    });
  }

  #failure(error: unknown): EngineError {
    const code = codeOf(error);
    const why = code === undefined ? '' : ` (${code})`;
    return new EngineError('remote_failed', `The model server could not be reached${why}.`);
  }
}

/** What `fetch` says of a connection that ended before any of an answer came. */
const ENDED_UNHEARD: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
}
