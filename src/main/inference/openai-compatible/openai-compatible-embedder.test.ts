import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenAiCompatibleEmbedder } from './openai-compatible-embedder.ts';

const API_KEY = 'sk-very-secret-key';
interface Asked {
  model: string;
  input: string[];
}
type Handler = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;

let handle: Handler;
let asked: Asked[];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  asked.push(JSON.parse(body) as Asked);
  handle(asked.at(-1) as Asked, response, request);
});
let baseUrl: string;
const embedder = (silenceMs?: number) =>
  new OpenAiCompatibleEmbedder({
    baseUrl,
    model: 'some-model',
    apiKey: API_KEY,
    ...(silenceMs && { silenceMs }),
  });

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

/** A vector that tells the texts apart. */
const vectorOf = (text: string) => [text.length, 3, -4];
const answer = (response: ServerResponse, data: unknown, usage: object = { prompt_tokens: 7 }) =>
  response.end(JSON.stringify({ object: 'list', data, usage }));
const wellBehaved: Handler = ({ input }, response) =>
  answer(
    response,
    input.map((text, index) => ({ index, embedding: vectorOf(text) })),
  );

describe('an OpenAI-compatible server', () => {
  it('gives vectors of length 1 in the order of the texts, asked a few at a time and with the key', async () => {
    let seen: IncomingMessage | undefined;
    handle = ({ input }, response, request) => {
      seen = request;
      // Out of order on purpose: the index is what counts.
      const data = input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse();
      answer(response, data);
    };
    const texts = Array.from({ length: 40 }, (_, i) => 'x'.repeat(i + 1));
    const { vectors, tokens, truncated } = await embedder().embed({ texts });
    expect(asked.map(({ input }) => input.length)).toEqual([16, 16, 8]);
    expect(asked.flatMap(({ input }) => input)).toEqual(texts);
    expect(asked[0]?.model).toBe('some-model');
    expect([seen?.url, seen?.headers.authorization]).toEqual(['/v1/embeddings', `Bearer ${API_KEY}`]);
    expect(vectors).toHaveLength(40);
    for (const [i, vector] of vectors.entries()) {
      const length = Math.hypot(i + 1, 3, 4);
      expect([...vector]).toEqual(vectorOf(texts[i] ?? '').map((value) => Math.fround(value / length)));
    }
    expect({ tokens, truncated }).toEqual({ tokens: 21, truncated: 0 });
  });

  it('is asked once for its dimensions, and a vector with fewer of them has length 1 too', async () => {
    handle = wellBehaved;
    const model = embedder();
    expect((await model.info()).dimensions).toBe(3);
    expect((await model.info()).dimensions).toBe(3);
    expect(asked).toHaveLength(1);
    const { vectors } = await model.embed({ texts: ['1234'], dimensions: 2 });
    expect([...(vectors[0] ?? [])]).toEqual([Math.fround(4 / 5), Math.fround(3 / 5)]);
  });

  it('is sent the beginning of a text that is longer than models read, which is told', async () => {
    handle = wellBehaved;
    const { truncated } = await embedder().embed({ texts: ['short', `${'x'.repeat(23_999)}😀 and more`] });
    expect(truncated).toBe(1);
    expect(asked[0]?.input[1]).toHaveLength(24_000);
    expect(asked[0]?.input[1]?.isWellFormed()).toBe(true);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '<html>', /not JSON/],
    ['no list', '{"data":"none"}', /no list of vectors/],
    ['too few', '{"data":[]}', /0 vectors for 1 texts/],
    ['no numbers', '{"data":[{"index":0,"embedding":"AAAA"}]}', /without numbers/],
    ['a gap', '{"data":[{"index":0,"embedding":[1,null]}]}', /with gaps/],
    ['a number beyond all numbers', '{"data":[{"index":0,"embedding":[1e300]}]}', /with gaps/],
    ['an unknown index', '{"data":[{"index":9,"embedding":[1]}]}', /in no order/],
  ])('that sends %s is refused in plain words', async (_name, body, message) => {
    handle = (_asked, response) => response.end(body);
    await expect(embedder().embed({ texts: ['a'] })).rejects.toMatchObject({
      code: 'remote_failed',
      message: expect.stringMatching(message),
    });
  });

  it('that changes the size of its vectors is refused', async () => {
    handle = (_asked, response) => answer(response, [{ embedding: asked.length === 1 ? [1, 2] : [1, 2, 3] }]);
    const model = embedder();
    await model.embed({ texts: ['a'] });
    await expect(model.embed({ texts: ['b'] })).rejects.toThrow('3 dimensions after some of 2');
  });

  it('that refuses is quoted without the key', async () => {
    handle = (_asked, response) => {
      response.writeHead(401);
      response.end(JSON.stringify({ error: { message: `the key ${API_KEY} is wrong` } }));
    };
    const failure = embedder().info();
    await expect(failure).rejects.toMatchObject({
      code: 'remote_failed',
      message: 'The model server answered 401: the key … is wrong',
    });
  });

  it('that sends without end is left', async () => {
    handle = (_asked, response) => {
      const more = () => response.write('x'.repeat(100_000), () => !response.destroyed && setImmediate(more));
      more();
    };
    await expect(embedder().embed({ texts: ['a'] })).rejects.toThrow('more than vectors can be');
  });

  it('that is silent is left, and so is one that is not wanted any more', async () => {
    handle = () => {};
    await expect(embedder(30).embed({ texts: ['a'] })).rejects.toThrow('silent');
    const controller = new AbortController();
    const waiting = embedder().embed({ texts: ['a'] }, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that is not there is named as such', async () => {
    const nobody = new OpenAiCompatibleEmbedder({ baseUrl: 'http://127.0.0.1:9/v1', model: 'm' });
    await expect(nobody.info()).rejects.toMatchObject({
      code: 'remote_failed',
      message: expect.stringContaining('could not be reached'),
    });
  });
});
