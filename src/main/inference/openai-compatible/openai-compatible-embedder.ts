import type { Embedder, EmbedderInfo, Embeddings, EmbedRequest } from '../embeddings.ts';
import { abortError, throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import { unitVector } from '../unit-vector.ts';
import { parseEmbeddings } from './embedding-list.ts';
import {
  DEFAULT_SILENCE_MS,
  type OpenAiCompatibleServer,
  postJson,
  unreachable,
} from './openai-compatible-server.ts';
import { readBody, withinSilence } from './read-body.ts';
import { refusal } from './refusal.ts';

/** Keeps an answer small enough to be parsed in a few milliseconds. */
const TEXTS_PER_REQUEST = 16;
/** 16 vectors of 16,384 dimensions, written out at full length. */
const LARGEST_ANSWER_BYTES = 8 * 1024 ** 2;
/** Servers refuse what their model cannot read to its end; few read more than 8,192 tokens. */
const LONGEST_TEXT_CHARS = 24_000;

/** An embedding model behind `POST /embeddings`: llama-server, vLLM, Ollama, or a cloud. */
export class OpenAiCompatibleEmbedder implements Embedder {
  readonly #server: OpenAiCompatibleServer;
  #dimensions: number | undefined;

  constructor(server: OpenAiCompatibleServer) {
    this.#server = server;
  }

  /** Asks for the vector of one word, because servers do not say how long their vectors are. @throws EngineError */
  async info(signal?: AbortSignal): Promise<EmbedderInfo> {
    const { baseUrl, model } = this.#server;
    if (this.#dimensions === undefined) await this.#ask(['Hello'], signal);
    return { id: `openai:${model}@${baseUrl}`, dimensions: this.#dimensions ?? 0 };
  }

  /** @throws EngineError `remote_failed`, with the server's status and words but never the key */
  async embed({ texts, dimensions }: EmbedRequest, signal?: AbortSignal): Promise<Embeddings> {
    const result: Embeddings = { vectors: [], tokens: 0, truncated: 0 };
    for (let from = 0; from < texts.length; from += TEXTS_PER_REQUEST) {
      const batch = texts.slice(from, from + TEXTS_PER_REQUEST);
      result.truncated += batch.filter((text) => text.length > LONGEST_TEXT_CHARS).length;
      const { vectors, tokens } = await this.#ask(
        batch.map((text) => beginningOf(text)),
        signal,
      );
      for (const vector of vectors) result.vectors.push(unitVector(vector, dimensions));
      result.tokens += tokens;
    }
    return result;
  }

  async dispose(): Promise<void> {}

  async #ask(input: readonly string[], signal: AbortSignal | undefined) {
    throwIfAborted(signal);
    const ended = new AbortController();
    const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
    try {
      const answer = parseEmbeddings(await this.#post(input, stop, ended), input.length);
      this.#dimensions ??= answer.dimensions;
      if (answer.dimensions !== this.#dimensions) {
        throw new EngineError(
          'remote_failed',
          `The model server sent vectors of ${answer.dimensions} dimensions after some of ${this.#dimensions}.`,
        );
      }
      return answer;
    } catch (error) {
      if (signal?.aborted) throw abortError(signal);
      throw error instanceof EngineError ? error : unreachable(error);
    } finally {
      ended.abort();
    }
  }

  async #post(input: readonly string[], stop: AbortSignal, ended: AbortController): Promise<string> {
    const silenceMs = this.#server.silenceMs ?? DEFAULT_SILENCE_MS;
    const body = { model: this.#server.model, input, encoding_format: 'float' };
    const asked = postJson(this.#server, 'embeddings', body, { accept: 'application/json', signal: stop });
    const response = await withinSilence(asked, silenceMs, ended);
    if (!response.ok || !response.body) throw await refusal(response, this.#server.apiKey);
    const parts: Uint8Array[] = [];
    let byteCount = 0;
    for await (const part of readBody(response.body, silenceMs, ended)) {
      byteCount += part.length;
      if (byteCount > LARGEST_ANSWER_BYTES) {
        throw new EngineError('remote_failed', 'The model server sent more than vectors can be.');
      }
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  }
}

/** Not between the two halves of a character. */
function beginningOf(text: string): string {
  return text.length > LONGEST_TEXT_CHARS ? text.slice(0, LONGEST_TEXT_CHARS).toWellFormed() : text;
}
