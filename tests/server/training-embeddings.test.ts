import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { PATIENCE_MS, trainingClient } from '../support/training-client.ts';
import { TWENTY_EXAMPLES } from '../support/training-examples.ts';

let tomo: RunningTomo;
let remote: Server;
let baseUrl: string;
/** Whether the remote model makes vectors. */
let isWell = true;

beforeAll(async () => {
  remote = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { input } = JSON.parse(body) as { input: string[] };
    if (!isWell) response.statusCode = 500;
    const data = input.map((text, index) => ({
      index,
      embedding: [text.length, /car|park/i.test(text) ? 50 : 1, 3],
    }));
    response.end(JSON.stringify(isWell ? { data } : { error: { message: 'unwell' } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => remote.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/v1`;
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
  remote.closeAllConnections();
  remote.close();
});

const choose = (embedding_model: object) => tomo.call('PUT', '/v1/settings', { embedding_model });

async function intentOf(bot: string, message: string) {
  const { body } = await tomo.call('POST', `/chatbots/api/v1/chatbots/${bot}/conversation`, { message });
  return body.data.intent;
}

it(
  'a character is trained again when another embedding model is chosen',
  async () => {
    const client = trainingClient(tomo);
    const bot = await client.newBot();
    await client.newDataset(bot, TWENTY_EXAMPLES);
    const first = await client.ended(await client.start(bot, { parameters: { seed: 7 } }));
    const question = 'Where do I park?';
    expect(await intentOf(bot, question)).toMatchObject({ name: 'parking' });

    await choose({ provider: 'openai', base_url: baseUrl, model: 'far-1' });
    // What it learned cannot read the new vectors; asking begins the training.
    expect(await intentOf(bot, question)).toEqual({ name: 'unknown', confidence: 0 });
    const sessions = async () => (await client.call('GET', `/chatbots/${bot}/training/sessions`)).body.data;
    await expect.poll(async () => (await sessions()).length).toBe(2);
    const again = await client.ended((await sessions())[0].id);
    expect(again).toMatchObject({
      status: 'completed',
      parameters: { seed: 7 },
      datasetIds: first.datasetIds,
    });
    expect(again.metrics.embeddingModel).not.toBe(first.metrics.embeddingModel);
    expect(await intentOf(bot, 'Where can I park now?')).toMatchObject({ name: 'parking' });
    expect(await sessions()).toHaveLength(2);
  },
  PATIENCE_MS,
);

it(
  'a training without embeddings fails in words',
  async () => {
    const client = trainingClient(tomo);
    const bot = await client.newBot();
    await client.newDataset(bot, TWENTY_EXAMPLES);
    isWell = false;
    const failed = await client.ended(await client.start(bot));
    expect(failed).toMatchObject({
      status: 'failed',
      metrics: null,
      error: expect.stringMatching(/embedding model/),
    });
    isWell = true;
    expect((await client.ended(await client.start(bot))).status).toBe('completed');
  },
  PATIENCE_MS,
);
