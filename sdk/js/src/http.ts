import { TomoError } from './errors.ts';
import { toCamel, toSnake } from './letter-case.ts';

export interface RequestOptions {
  /** In JavaScript's letter case; sent as JSON. */
  body?: object | undefined;
  form?: FormData;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal | undefined;
  /** Sent without a token. */
  anonymous?: boolean;
}

/** Where the token for a request comes from. */
export interface TokenSource {
  /** Undefined where nobody is signed in. */
  token(): Promise<string | undefined>;
}

const RETRIES_MAX = 3;
const RETRY_FIRST_MS = 300;
const RETRY_LONGEST_MS = 10_000;
/** These may be sent again: the server has not changed anything twice by it. */
const REPEATABLE = new Set(['GET', 'PUT', 'DELETE']);

/** Requests to the native API, tried again where that cannot do harm. */
export class Http {
  readonly baseUrl: string;
  readonly #tokens: TokenSource;
  readonly #timeoutMs: number;

  /** @param baseUrl with `/v1` and without a slash at its end */
  constructor(baseUrl: string, tokens: TokenSource, timeoutMs: number) {
    this.baseUrl = baseUrl;
    this.#tokens = tokens;
    this.#timeoutMs = timeoutMs;
  }

  /** @param path from behind `/v1`. @throws TomoError, or what the signal was aborted with */
  async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.#once(method, path, options)) as T;
      } catch (error) {
        if (!(error instanceof TomoError) || attempt > RETRIES_MAX || !mayRepeat(method, error)) throw error;
        const waitMs = error.retryAfterMs ?? backOffMs(attempt);
        if (waitMs > RETRY_LONGEST_MS) throw error;
        await pause(waitMs, options.signal);
      }
    }
  }

  async #once(method: string, path: string, options: RequestOptions): Promise<unknown> {
    const { body, form, query, signal, anonymous } = options;
    const url = new URL(this.baseUrl + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers: Record<string, string> = {};
    const token = anonymous === true ? undefined : await this.#tokens.token();
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const limit = AbortSignal.timeout(this.#timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers,
        body: body === undefined ? (form ?? null) : JSON.stringify(toSnake(body)),
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      if (limit.aborted) throw new TomoError('timeout', `No answer within ${this.#timeoutMs} ms`, { cause });
      throw new TomoError('unreachable', `Tomo cannot be reached at ${this.baseUrl}`, { cause });
    }
    if (!response.ok) throw refusal(response, text);
    return text === '' ? null : toCamel(JSON.parse(text));
  }
}

function refusal(response: Response, text: string): TomoError {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const more = { status: response.status, retryAfterMs: Number.isFinite(wait) ? wait * 1_000 : undefined };
  try {
    const { code, message, details } = JSON.parse(text).error;
    return new TomoError(String(code), String(message), { ...more, details });
  } catch {
    return new TomoError('unknown', `The server answered ${response.status}`, more);
  }
}

/** Requests that were refused for their number were not looked at; others may have been carried out. */
function mayRepeat(method: string, error: TomoError): boolean {
  if (error.status === 429) return true;
  return REPEATABLE.has(method) && (error.status === 503 || error.code === 'unreachable');
}

/** Doubles each time, with some chance in it, so that many clients do not come back at the same moment. */
export function backOffMs(attempt: number): number {
  return Math.min(RETRY_FIRST_MS * 2 ** (attempt - 1), RETRY_LONGEST_MS) * (0.5 + Math.random() / 2);
}

/** @throws what the signal was aborted with */
export async function pause(durationMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, durationMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
