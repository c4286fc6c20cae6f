import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomBert } from '../../tools/embedding/bert-model.ts';
import { makeOnnxEmbedder, writeOnnxEmbedder } from '../../tools/embedding/onnx-embedder.ts';
import { encodeGguf } from '../../tools/gguf/write-gguf.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

const API_KEY = 'sk-remote-embeddings-secret';
const TEXTS = ['the cat sat on a mat.', 'how do i reset my password'];

let tomo: RunningTomo;
let remote: Server;
let baseUrl: string;
/** Whether the remote server refuses to answer. */
let isAway: boolean;

beforeAll(async () => {
  isAway = false;
  remote = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { input } = JSON.parse(body) as { input: string[] };
    const allowed = request.headers.authorization === `Bearer ${API_KEY}`;
    response.writeHead(isAway ? 503 : allowed ? 200 : 401);
    const data = input.map((text, index) => ({ index, embedding: [text.length, 0, 0, 1] }));
    response.end(JSON.stringify(isAway ? { error: { message: 'closed for lunch' } } : { data }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => remote.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/v1`;
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  writeOnnxEmbedder(folder('tiny-e5'), makeOnnxEmbedder());
});
afterAll(async () => {
  await tomo.stop();
  remote.closeAllConnections();
  remote.close();
});

const folder = (name: string) => join(tomo.dataDirectory, 'embedding-models', name);
const choose = (embedding_model: object) => tomo.call('PUT', '/v1/settings', { embedding_model });
const inUse = async () => (await tomo.call('GET', '/v1/settings')).body.embedding_model;
const reaches = (state: string, more: object = {}) =>
  vi.waitFor(async () => expect(await inUse()).toMatchObject({ state, ...more }), {
    timeout: 60_000,
    interval: 100,
  });
const vectors = async (model: string): Promise<number[][]> => {
  const { status, body } = await tomo.call('POST', '/v1/embeddings', { model, input: TEXTS });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data.map(({ embedding }: { embedding: number[] }) => embedding);
};
const upload = (name: string, bytes: Uint8Array) =>
  fetch(`${tomo.url}/v1/model-files?name=${name}`, {
    method: 'POST',
    body: Uint8Array.from(bytes),
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/octet-stream' },
  });

describe('the embedding model', () => {
  it('is the built-in one at first', async () => {
    await reaches('ready');
    expect(await inUse()).toMatchObject({ provider: 'lexical', dimensions: 1024, error: null });
  });

  it('can be a GGUF file, which is no language model', async () => {
    const added = await upload('reader.gguf', encodeGguf(randomBert().file));
    expect(added.status).toBe(201);
    expect(await added.json()).toMatchObject({ id: 'reader.gguf', kind: 'embedding' });
    const { models } = (await tomo.call('GET', '/v1/model-files')).body;
    expect(models.map(({ id }: { id: string }) => id)).not.toContain('reader.gguf');
    const asLanguage = await tomo.call('PUT', '/v1/settings', {
      model: { provider: 'file', id: 'reader.gguf' },
    });
    expect(asLanguage).toMatchObject({ status: 400 });
    expect(asLanguage.body.error.message).toContain('turns texts into vectors');
    const asked = await tomo.call('POST', '/v1/chat/completions', {
      model: 'reader.gguf',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(asked.status).toBe(400);

    expect((await choose({ provider: 'file', id: 'reader.gguf' })).status).toBe(200);
    await reaches('ready');
    expect(await inUse()).toMatchObject({ provider: 'file', id: 'reader.gguf', dimensions: 32 });
    expect((await vectors('default'))[0]).toHaveLength(32);
  });

  it('cannot be a language model', async () => {
    expect((await upload('writer.gguf', readFileSync(testModel('talker')))).status).toBe(201);
    expect(await choose({ provider: 'file', id: 'writer.gguf' })).toMatchObject({
      status: 400,
      body: { error: { message: 'writer is a language model' } },
    });
    expect(await inUse()).toMatchObject({ id: 'reader.gguf' });
  });

  it('can be a folder with an ONNX model, with what should stand before a text', async () => {
    expect((await choose({ provider: 'onnx', id: 'tiny-e5', query_prefix: 'how ' })).status).toBe(200);
    await reaches('ready');
    expect(await inUse()).toMatchObject({
      provider: 'onnx',
      dimensions: 24,
      context_tokens: 64,
      query_prefix: 'how ',
      passage_prefix: 'passage: ',
    });
    expect((await vectors('default'))[0]).toHaveLength(24);
  });

  it('can be a server, whose key is never told and in no file', async () => {
    const server = { provider: 'openai', base_url: baseUrl, model: 'far-embed' };
    const chosen = await choose({ ...server, api_key: API_KEY });
    expect(chosen.body.embedding_model).toMatchObject({ ...server, has_api_key: true });
    await reaches('ready');
    const [vector = []] = await vectors('far-embed');
    expect(vector).toHaveLength(4);
    expect((vector[0] ?? 0) / (vector[3] ?? 0)).toBeCloseTo(TEXTS[0]?.length ?? 0, 3);
    const told = [tomo.log(), JSON.stringify(chosen.body)];
    for (const path of ['/v1/settings', '/v1/embedding-models', '/v1/models', '/v1/status']) {
      told.push(JSON.stringify((await tomo.call('GET', path)).body));
    }
    for (const name of readdirSync(tomo.dataDirectory).filter((file) => file.startsWith('tomo.'))) {
      told.push(readFileSync(join(tomo.dataDirectory, name), 'latin1'));
    }
    expect(told.join('\n')).not.toContain(API_KEY);
  });

  it('that fails says why and when it is tried again, and the built-in one always works', async () => {
    isAway = true;
    await choose({ provider: 'openai', base_url: `${baseUrl}/`, model: 'far-embed', api_key: API_KEY });
    await reaches('waiting');
    const { error, next_try_at } = await inUse();
    expect(error).toEqual({
      code: 'remote_failed',
      message: 'The model server answered 503: closed for lunch',
    });
    expect(Date.parse(next_try_at)).not.toBeNaN();
    const refused = await tomo.call('POST', '/v1/embeddings', { model: 'default', input: TEXTS });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(refused.body.error.message).toContain('closed for lunch');
    await choose({ provider: 'lexical' });
    await reaches('ready');
    expect((await vectors('default'))[0]).toHaveLength(1024);
    isAway = false;
  });

  it('that is damaged says so, and nothing else comes to harm', async () => {
    writeOnnxEmbedder(folder('damaged'), makeOnnxEmbedder());
    writeFileSync(join(folder('damaged'), 'onnx', 'model.onnx'), 'noise');
    await choose({ provider: 'onnx', id: 'damaged' });
    await reaches('waiting');
    const { error } = await inUse();
    expect(error.code).toBe('model_invalid');
    expect(error.message).toMatch(/^damaged cannot be loaded/);
    expect(error.message).not.toContain(tomo.dataDirectory);
    const answer = await tomo.call('POST', '/v1/chat/completions', {
      model: 'default',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(answer.status).toBe(200);
    mkdirSync(folder('empty'));
    await choose({ provider: 'onnx', id: 'empty' });
    await reaches('waiting', { error: { message: expect.stringContaining('empty has no model.onnx') } });
  });

  it.each([
    ['a file that is not there', { provider: 'file', id: 'nowhere.gguf' }, 404],
    ['a folder that is not there', { provider: 'onnx', id: 'nowhere' }, 404],
    ['a folder elsewhere', { provider: 'onnx', id: '../models' }, 404],
    ['an address that is none', { provider: 'openai', base_url: 'file:///etc', model: 'x' }, 400],
  ])('is not %s', async (_name, choice, status) => {
    expect((await choose(choice)).status).toBe(status);
  });

  it('is found by name whether it is in use or not, and stays chosen after a restart', async () => {
    await choose({ provider: 'onnx', id: 'tiny-e5' });
    await reaches('ready');
    const { models } = (await tomo.call('GET', '/v1/embedding-models')).body;
    expect(models).toContainEqual({ provider: 'onnx', id: 'tiny-e5', chosen: true });
    expect(models).toContainEqual({ provider: 'file', id: 'reader.gguf', chosen: false });
    const listed = (await tomo.call('GET', '/v1/models')).body.data.map(({ id }: { id: string }) => id);
    expect(listed).toEqual(
      expect.arrayContaining(['tiny-e5', 'reader.gguf', expect.stringMatching(/^tomo-lexical-/)]),
    );
    expect((await vectors('reader.gguf'))[0]).toHaveLength(32);
    const before = await vectors('default');
    await tomo.stop();
    tomo = await startTomo({
      dataDirectory: tomo.dataDirectory,
      args: ['--model', testModel('talker')],
    });
    await reaches('ready');
    expect(await inUse()).toMatchObject({ provider: 'onnx', id: 'tiny-e5' });
    expect(await vectors('default')).toEqual(before);
  });
});
