import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** An answer is dropped unread; whoever sends more than this, or slowly, is cut off. */
const DROPPED_BYTES_MAX = 64 * 1024;

export interface PostAnswer {
  status: number;
  /** What `Retry-After` says, in milliseconds; null where it says nothing. */
  retryAfterMs: number | null;
}

/**
 * Sends a body once, over a connection of its own. No redirect is followed, nothing of the answer's body is kept or
 * unpacked.
 *
 * @param lookup what the door gave for this address, and for this connection
 * @param signal ends it, whatever the other side does
 * @throws the connection's error (`ECONNREFUSED`, a TLS code, `HPE_…`), or the signal's reason
 */
export async function postOnce(
  address: string,
  lookup: LookupFunction,
  headers: Record<string, string>,
  body: Buffer,
  signal: AbortSignal,
): Promise<PostAnswer> {
  signal.throwIfAborted();
  const url = new URL(address);
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    lookup,
    // A connection that is kept open was looked at for another delivery.
    agent: false,
    signal,
    headers: { ...headers, 'Content-Length': String(body.byteLength), Connection: 'close' },
  });
  return await new Promise<PostAnswer>((resolve, reject) => {
    let answer: PostAnswer | null = null;
    // However the answer's body ends: what counts was said before it.
    const end = (error: Error) => (answer === null ? reject(error) : resolve(answer));
    request.on('error', end);
    request.once('close', () => end(new Error('The connection was closed without an answer')));
    request.once('response', (response) => {
      answer = { status: response.statusCode ?? 0, retryAfterMs: retryAfterMs(response.headers) };
      let dropped = 0;
      response.on('data', (bytes: Buffer) => {
        dropped += bytes.byteLength;
        if (dropped > DROPPED_BYTES_MAX) response.destroy();
      });
      response.on('error', end);
    });
    request.end(body);
  });
}

function retryAfterMs({ 'retry-after': value }: http.IncomingHttpHeaders): number | null {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
