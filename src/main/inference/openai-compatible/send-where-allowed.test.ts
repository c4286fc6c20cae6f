import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OpenAiCompatibleModel } from './openai-compatible-model.ts';
import { sendWhereAllowed } from './send-where-allowed.ts';

const CHUNK = { choices: [{ delta: { content: 'Hello' }, finish_reason: 'stop' }] };

let server: Server;
let port: number;
let seen: (string | undefined)[];
let status: number;

beforeEach(async () => {
  seen = [];
  status = 200;
  server = createServer((request, response) => {
    seen.push(request.headers.host);
    response.writeHead(status, { location: 'http://127.0.0.1:1/' });
    response.end(`data: ${JSON.stringify(CHUNK)}\n\ndata: [DONE]\n\n`);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Leads every name to this machine. */
const here: LookupFunction = (_name, options, callback) =>
  options.all === true
    ? callback(null, [{ address: '127.0.0.1', family: 4 }])
    : callback(null, '127.0.0.1', 4);

async function answer(pass = async () => here, signal?: AbortSignal): Promise<string> {
  const send = sendWhereAllowed(pass);
  const model = new OpenAiCompatibleModel({ baseUrl: `http://far.example:${port}/v1`, model: 'm', send });
  let text = '';
  for await (const event of model.generate({ messages: [{ role: 'user', content: 'Hi' }] }, signal)) {
    if (event.type === 'text') text += event.text;
  }
  return text;
}

it('connects to the network address that was looked at, under the name that was asked for', async () => {
  expect(await answer()).toBe('Hello');
  expect(seen).toEqual([`far.example:${port}`]);
});

it('looks again for each connection, and sends nothing where it may not', async () => {
  let asked = 0;
  const once = async () => {
    asked += 1;
    if (asked > 1) throw new Error('not any more');
    return here;
  };
  const send = sendWhereAllowed(once);
  const request = () =>
    send(`http://far.example:${port}/`, {
      method: 'POST',
      headers: {},
      body: '{}',
      signal: AbortSignal.timeout(5_000),
    });
  expect((await request()).status).toBe(200);
  await expect(request()).rejects.toThrow('not any more');
  expect(seen).toHaveLength(1);
});

it.each([301, 302, 307, 308])('follows no redirect (%i)', async (redirect) => {
  status = redirect;
  await expect(answer()).rejects.toMatchObject({
    code: 'remote_failed',
    message: expect.stringContaining(String(redirect)),
  });
});

it.each([204, 304, 999])('takes a strange answer for a failure (%i)', async (strange) => {
  status = strange;
  await expect(answer()).rejects.toMatchObject({ code: 'remote_failed' });
});

it('ends when nobody wants the answer any more', async () => {
  server.removeAllListeners('request');
  const stop = new AbortController();
  server.on('request', () => stop.abort());
  await expect(answer(undefined, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
