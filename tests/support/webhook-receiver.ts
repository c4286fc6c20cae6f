import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';

/** A request as it came in. */
export interface Received {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  /** The bytes of its body, as text. */
  text: string;
}

export interface WebhookReceiver {
  url: string;
  port: number;
  received: Received[];
  /** Resolves when so many have come. */
  count(wanted: number): Promise<Received[]>;
  close(): Promise<void>;
}

type Answer = (request: Received, response: http.ServerResponse, at: number) => void;

/**
 * Somebody else's server on this machine, which webhooks are sent to.
 *
 * @param answer 204 where it is left out; `at` counts from 0
 */
export async function webhookReceiver(
  answer: Answer = (_request, response) => void response.writeHead(204).end(),
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, text: Buffer.concat(chunks).toString('utf8') };
    received.push(one);
    answer(one, response, received.length - 1);
    for (const look of waiting) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    count: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < wanted) return;
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Signed as every webhook of these tests is registered: with `the secret`. */
export function expectSigned({ headers, text }: Received): void {
  const hex = createHmac('sha256', 'the secret').update(text).digest('hex');
  expect(headers['x-webhook-signature']).toBe(`sha256=${hex}`);
}
