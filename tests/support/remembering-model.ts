import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server like OpenAI's that remembers what it was asked, and answers the same or by that. */
export interface RememberingModel {
  /** For `base_url`. */
  url: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
  lastRequest(): any;
  lastTurns(): { role: string; content: string }[];
  /** The turns of the last request that ended with this message: others come from whoever reads along. */
  turnsFor(message: string): { role: string; content: string }[];
  /** The `Authorization` header of the last request. */
  lastKey(): string | undefined;
  /** How often it was asked. */
  count(): number;
  /** From now on it only fails. */
  fail(): void;
  close(): void;
}

const USAGE = { prompt_tokens: 30, completion_tokens: 6 };

export async function rememberingModel(
  answer: string | ((turns: readonly { role: string; content: string }[]) => string),
): Promise<RememberingModel> {
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  const requests: any[] = [];
  let lastKey: string | undefined;
  let failing = false;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (failing) {
      response.writeHead(500).end('no');
      return;
    }
    const asked = JSON.parse(body);
    requests.push(asked);
    const content = typeof answer === 'string' ? answer : answer(asked.messages);
    lastKey = request.headers.authorization;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (value: object) => response.write(`data: ${JSON.stringify(value)}\n\n`);
    chunk({ choices: [{ delta: { content }, finish_reason: null }] });
    chunk({ choices: [{ delta: {}, finish_reason: 'stop' }], usage: USAGE });
    response.end('data: [DONE]\n\n');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    lastRequest: () => requests.at(-1),
    lastTurns: () => requests.at(-1).messages,
    turnsFor: (message) =>
      requests.findLast(({ messages }) => messages.at(-1).content.endsWith(message))?.messages ?? [],
    lastKey: () => lastKey,
    count: () => requests.length,
    fail: () => {
      failing = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
