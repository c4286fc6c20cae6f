import { EngineError } from '../engine-error.ts';

export interface OpenAiCompatibleServer {
  /** With the version in it, e.g. `http://127.0.0.1:8080/v1`. */
  baseUrl: string;
  model: string;
  apiKey?: string;
  /** How long the server may be silent, before the first byte and between two. */
  silenceMs?: number;
  /** How requests are sent; with `fetch` where it is left out. */
  send?: SendRequest;
}

/** Sends one request, and follows no redirect. */
export type SendRequest = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<Response>;

export const DEFAULT_SILENCE_MS = 60_000;

/**
 * Sends JSON to an address below the server's. A server may end an idle connection in the very moment in which it is
 * used again; then another one is opened.
 */
export async function postJson(
  server: OpenAiCompatibleServer,
  path: string,
  body: object,
  options: { accept: string; signal: AbortSignal },
): Promise<Response> {
  try {
    return await postOnce(server, path, body, options);
  } catch (error) {
    if (options.signal.aborted || !ENDED_UNHEARD.has(codeOf(error) ?? '')) throw error;
    return await postOnce(server, path, body, options);
  }
}

/** Why no answer came. */
export function unreachable(error: unknown): EngineError {
  const code = codeOf(error);
  const why = code === undefined ? '' : ` (${code})`;
  return new EngineError('remote_failed', `The model server could not be reached${why}.`);
}

function postOnce(
  { apiKey, baseUrl, send = sendWithFetch }: OpenAiCompatibleServer,
  path: string,
  body: object,
  { accept, signal }: { accept: string; signal: AbortSignal },
): Promise<Response> {
  return send(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept,
      ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
    },
    body: JSON.stringify(body),
  });
}

const sendWithFetch: SendRequest = (url, init) => fetch(url, { ...init, redirect: 'error' });

/** What `fetch` says of a connection that ended before any of an answer came. */
const ENDED_UNHEARD: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
}
