import { ChatAgentError, errorFrom } from './errors.ts';
import { toCamel, toSnake } from './letter-case.ts';

export interface HttpOptions {
  /** With `/api/v1`. */
  baseURL: string;
  accessToken: string | undefined;
  /** BCP 47, e.g. `zh-CN` or `en`: what messages of the server are in. */
  language: string | undefined;
  timeoutMs: number;
}

export interface RequestOptions {
  /** In JavaScript's letter case; sent as JSON. */
  body?: object | undefined;
  form?: FormData;
  query?: object;
  signal?: AbortSignal | undefined;
}

/** Requests to the API. */
export class Http {
  readonly baseURL: string;
  accessToken: string | undefined;
  readonly #language: string | undefined;
  readonly #timeoutMs: number;

  constructor({ baseURL, accessToken, language, timeoutMs }: HttpOptions) {
    this.baseURL = baseURL.replace(/\/+$/, '');
    this.accessToken = accessToken;
    this.#language = language;
    this.#timeoutMs = timeoutMs;
  }

  /** @param path from behind `/api/v1`. @throws ChatAgentError, or what the signal was aborted with */
  async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const { body, form, query, signal } = options;
    const url = new URL(this.baseURL + path);
    for (const [name, value] of Object.entries(toSnake(query ?? {}) as object)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const limit = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(url, {
        method,
        headers: this.#headers(body !== undefined),
        body: body === undefined ? (form ?? null) : JSON.stringify(toSnake(body)),
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      const text = await response.text();
      if (!response.ok) throw refusal(response, text);
      return toCamel(text === '' ? null : JSON.parse(text)) as T;
    } catch (cause) {
      if (cause instanceof ChatAgentError) throw cause;
      signal?.throwIfAborted();
      if (limit.aborted) {
        throw new ChatAgentError('TIMEOUT', `No answer within ${this.#timeoutMs} ms`, { cause });
      }
      throw new ChatAgentError('UNREACHABLE', `The server cannot be reached at ${this.baseURL}`, { cause });
    }
  }

  #headers(isJson: boolean): Record<string, string> {
    return {
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(this.accessToken === undefined ? {} : { authorization: `Bearer ${this.accessToken}` }),
      ...(this.#language === undefined ? {} : { 'accept-language': this.#language }),
    };
  }
}

function refusal(response: Response, text: string): ChatAgentError {
  const waitSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const more = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    retryAfterMs: Number.isFinite(waitSeconds) ? waitSeconds * 1_000 : undefined,
  };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  return errorFrom(body, more);
}
