import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Asked {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server answered
  body: any;
}

export interface Ask {
  method: string;
  /** As it is sent: nothing is tidied up. */
  path: string;
  headers?: Record<string, string>;
  /** A text is sent as it is, everything else as JSON. */
  body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** Fewer than anybody may send without a key. */
const REQUESTS_EACH = 5;
let asked = 0;

/**
 * One request, byte for byte. Wrong keys and sign-ins are counted by network address, so that on Linux, where all of
 * 127/8 is this machine, every few requests come from another one.
 */
export function ask(url: string, { method, path, headers = {}, body }: Ask): Promise<Asked> {
  const { hostname, port } = new URL(url);
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const sent = request(
    {
      agent,
      hostname,
      port,
      method,
      path,
      localAddress: process.platform === 'linux' ? addressOf(Math.floor(asked++ / REQUESTS_EACH)) : undefined,
      headers: {
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
        ...headers,
      },
    },
    (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(parts).toString();
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text: answer, body: parsed(answer) });
      });
    },
  );
  sent.on('error', reject);
  sent.end(text);
  return promise;
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addressOf(number: number): string {
  return `127.0.${Math.floor(number / 250) % 250}.${2 + (number % 250)}`;
}

/** What an error says to people, in whatever shape its dialect has. */
export function messageOf(body: Asked['body']): unknown {
  return body?.error?.message ?? body?.message;
}
