import { z } from 'zod';
import { errorBody } from '../../shared/api/common.ts';
import type { Credentials } from './credentials.ts';

const plainError = z.object({ code: z.string(), message: z.string() });
/** The native API's shape, and that of the Chatbots API. */
const anyError = z.union([errorBody.transform(({ error }) => error), plainError]);

/** The server refused; `code` is that of the API that was asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The server cannot be reached at all. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: FormData;
}

export interface UploadOptions {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress(share: number): void;
}

/** Sends requests to the server. */
export class HttpClient {
  readonly #baseUrl: string;
  readonly #credentials: Credentials | null;

  /** @param baseUrl the server, e.g. `http://127.0.0.1:8787`, without a slash at its end. @param credentials null for what is public */
  constructor(baseUrl: string, credentials: Credentials | null) {
    this.#baseUrl = baseUrl;
    this.#credentials = credentials;
  }

  /**
   * @param path with its leading slash
   * @throws ApiError, UnreachableError
   */
  async request<T extends z.ZodType>(
    schema: T,
    path: string,
    options: RequestOptions = {},
  ): Promise<z.infer<T>> {
    const response = await this.#fetch(path, options);
    if (!response.ok) throw await toApiError(response);
    return schema.parse(response.status === 204 ? null : await response.json());
  }

  /**
   * Sends a large file and tells how far it is, which `fetch` cannot.
   *
   * @throws ApiError, UnreachableError, or an `AbortError` when the signal was aborted.
   */
  async upload<T extends z.ZodType>(
    schema: T,
    path: string,
    file: Blob,
    { signal, onProgress }: UploadOptions,
  ): Promise<z.infer<T>> {
    const headers = await this.#headers();
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open('POST', this.#baseUrl + path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    const ended = new Promise<void>((resolve, reject) => {
      request.addEventListener('load', () => resolve());
      request.addEventListener('error', () => reject(new UnreachableError('The upload was cut off')));
      request.addEventListener('abort', () => reject(signal.reason));
      signal.addEventListener('abort', () => request.abort(), { once: true });
    });
    request.send(file);
    await ended;
    const response = new Response(request.responseText, { status: request.status });
    if (!response.ok) throw await toApiError(response);
    return schema.parse(await response.json());
  }

  async #headers(): Promise<Record<string, string>> {
    return this.#credentials === null ? {} : { authorization: `Bearer ${await this.#credentials.token()}` };
  }

  async #fetch(path: string, { method = 'GET', json, body }: RequestOptions): Promise<Response> {
    const headers = await this.#headers();
    if (json !== undefined) headers['content-type'] = 'application/json';
    try {
      return await fetch(this.#baseUrl + path, {
        method,
        headers,
        body: json === undefined ? (body ?? null) : JSON.stringify(json),
      });
    } catch (error) {
      throw new UnreachableError('Tomo’s server cannot be reached', { cause: error });
    }
  }
}

async function toApiError(response: Response): Promise<ApiError> {
  const parsed = anyError.safeParse(await response.json().catch(() => null));
  if (!parsed.success)
    return new ApiError(response.status, 'unknown', `The server answered ${response.status}`);
  const { code, message } = parsed.data;
  return new ApiError(response.status, code, message);
}
