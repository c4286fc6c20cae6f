import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { SendRequest } from './openai-compatible-server.ts';

/** Decides whether an address may be reached now. @returns what finds the network addresses that it looked at */
type PassAddress = (url: string, signal: AbortSignal) => Promise<LookupFunction>;

/** Answers of these have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends requests to where `pass` allows it: each over a connection of its own to the very network address that was
 * looked at, so that a name cannot mean another machine a moment later. Redirects are not followed.
 */
export function sendWhereAllowed(pass: PassAddress): SendRequest {
  return async (url, { method, headers, body, signal }) => {
    const lookup = await pass(url, signal);
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    // As `fetch` words it, which the caller knows.
    const fail = (cause: unknown) => reject(new TypeError('the request failed', { cause }));
    const length = String(Buffer.byteLength(body));
    const sent = request(
      url,
      { method, signal, lookup, agent: false, headers: { ...headers, 'content-length': length } },
      (received) => {
        const status = received.statusCode ?? 0;
        try {
          const stream = Readable.toWeb(received) as ReadableStream<Uint8Array>;
          resolve(new Response(WITHOUT_BODY.has(status) ? null : stream, { status }));
        } catch (error) {
          received.destroy();
          fail(error);
        }
      },
    );
    sent.on('error', fail);
    sent.end(body);
    return await promise;
  };
}
