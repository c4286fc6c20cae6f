import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealtimeProbe } from '../support/realtime.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { PATIENCE_MS, trainingClient } from '../support/training-client.ts';
import { manyExamples, TWENTY_EXAMPLES } from '../support/training-examples.ts';

let tomo: RunningTomo;
let bot: string;
let client: ReturnType<typeof trainingClient>;

beforeAll(async () => {
  tomo = await startTomo();
  client = trainingClient(tomo);
  bot = await tomo.characterId();
});
afterAll(async () => {
  await tomo.stop();
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const newBot = () => client.newBot();
const newDataset = (chatbot: string, examples: readonly object[] = []) =>
  client.newDataset(chatbot, examples);
const start = (chatbot: string, body: object = {}) => client.start(chatbot, body);
const session = (id: string) => client.session(id);
const ended = (id: string) => client.ended(id);

async function ask(chatbot: string, content: string) {
  const { body } = await tomo.call('POST', '/v1/conversations', { character_id: chatbot });
  const probe = await RealtimeProbe.open(tomo.url, [body.id], false);
  await tomo.call('POST', `/v1/conversations/${body.id}/messages`, { content });
  const { content: answer } = await probe.next('message_complete');
  probe.close();
  return answer;
}

function expectRefused({ status, body }: Answer, code: number, name: string, words: RegExp): void {
  expect([status, body.status, body.code]).toEqual([code, 'error', name]);
  expect(body.message).toMatch(words);
}

describe('a dataset', () => {
  it('is made with examples, read in pages, renamed and deleted', async () => {
    const id = await newDataset(bot, TWENTY_EXAMPLES);
    const { data } = (await call('GET', `/training/datasets/${id}?page=2&limit=15`)).body;
    expect(data).toMatchObject({ chatbotId: bot, name: 'Mine', exampleCount: 20, responseCount: 20 });
    expect(data.intents).toEqual(
      ['delivery', 'hours', 'parking', 'refund'].map((name) => ({ name, examples: 5 })),
    );
    expect(data.examples).toHaveLength(5);
    expect(data.pagination).toEqual({ total: 20, pages: 2, page: 2, limit: 15 });
    const renamed = await call('PUT', `/training/datasets/${id}`, { name: 'Shop' });
    expect(renamed.body.data).toMatchObject({ name: 'Shop', exampleCount: 20 });
    const list = (await call('GET', `/chatbots/${bot}/training/datasets`)).body;
    expect(list.data[0]).toMatchObject({ id, name: 'Shop' });
    expect((await call('DELETE', `/training/datasets/${id}`)).status).toBe(200);
    expectRefused(await call('GET', `/training/datasets/${id}`), 404, 'NOT_FOUND', /does not exist/);
  });

  it('takes one example, or several, and each text once', async () => {
    const id = await newDataset(bot);
    const add = async (body: unknown) =>
      (await call('POST', `/training/datasets/${id}/examples`, body)).body.data;
    expect(await add({ text: 'Hello!', intent: 'greeting' })).toMatchObject({ added: 1, exampleCount: 1 });
    const more = [
      { text: 'hello', intent: 'greeting' },
      { text: 'HELLO', response: 'Hi!' },
      { text: 'Bye', intent: 'farewell' },
    ];
    expect(await add(more)).toMatchObject({ added: 1, updated: 1, duplicates: 1, exampleCount: 2 });
    expect(await add({ examples: more })).toMatchObject({ added: 0, updated: 0, duplicates: 3 });
    const { examples } = (await call('GET', `/training/datasets/${id}`)).body.data;
    expect(examples[0]).toMatchObject({ text: 'Hello!', intent: 'greeting', response: 'Hi!' });
    const example = `/training/datasets/${id}/examples/${examples[0].id}`;
    expect((await call('DELETE', example)).status).toBe(200);
    expectRefused(await call('DELETE', example), 404, 'NOT_FOUND', /does not exist/);
    expect((await call('GET', `/training/datasets/${id}`)).body.data.exampleCount).toBe(1);
  });

  it('says which example is wrong, and stores none then', async () => {
    const id = await newDataset(bot);
    const add = (body: unknown) => call('POST', `/training/datasets/${id}/examples`, body);
    const good = { text: 'fine', intent: 'fine' };
    expectRefused(await add([good, { text: 'what for?' }]), 400, 'VALIDATION_ERROR', /Example 2: .*intent/);
    expectRefused(
      await add([good, good, { ...good, text: ' ' }]),
      400,
      'VALIDATION_ERROR',
      /Example 3: .*empty/,
    );
    expectRefused(await add([good, { text: 7, intent: 'x' }]), 400, 'VALIDATION_ERROR', /1.*text/);
    expectRefused(await add([]), 400, 'VALIDATION_ERROR', /examples/);
    expect((await call('GET', `/training/datasets/${id}`)).body.data.exampleCount).toBe(0);
  });
});

describe('what cannot be trained on', () => {
  it.each([
    ['nothing', [], /no examples/],
    [
      'one intent',
      [
        { text: 'hi', intent: 'a' },
        { text: 'ho', intent: 'a' },
      ],
      /“a”.*two/,
    ],
  ])('is said in words: %s', async (_name, examples, words) => {
    const pupil = await newBot();
    const datasetId = await newDataset(pupil, examples);
    const refused = await call('POST', `/chatbots/${pupil}/training/sessions`, { datasetId });
    expectRefused(refused, 400, 'VALIDATION_ERROR', words);
  });

  it('is the dataset of another chatbot', async () => {
    const datasetId = await newDataset(await newBot(), TWENTY_EXAMPLES);
    const refused = await call('POST', `/chatbots/${await newBot()}/training/sessions`, { datasetId });
    expectRefused(refused, 404, 'NOT_FOUND', /dataset/);
  });
});

it(
  'a newcomer trains with twenty examples, and hears better answers',
  async () => {
    const pupil = await newBot();
    const question = 'When do you open on weekdays?';
    const before = await ask(pupil, question);
    expect(before).not.toContain('nine to six');
    const probe = await RealtimeProbe.open(tomo.url);
    const datasetId = await newDataset(pupil, TWENTY_EXAMPLES);
    const trained = await ended(await start(pupil, { datasetId }));
    expect(trained).toMatchObject({ status: 'completed', progress: 1, error: null, datasetIds: [datasetId] });
    const { metrics } = trained;
    expect(metrics).toMatchObject({
      examples: 20,
      answers: 20,
      measuredBy: 'cross_validation',
      heldOutExamples: 20,
    });
    expect(metrics.accuracy).toBeGreaterThan(metrics.majorityBaseline + 0.25);
    expect(Object.keys(metrics.f1PerIntent)).toEqual(['delivery', 'hours', 'parking', 'refund']);
    expect(metrics.confusionMatrix.matrix.flat().reduce((a: number, b: number) => a + b)).toBe(20);
    expect(metrics.lossCurve.at(-1).loss).toBeLessThan(metrics.lossCurve[0].loss);
    const last = await probe.next('training_progress', probe.of('training_progress').length || 1);
    expect(last).toMatchObject({ session_id: trained.id, character_id: pupil });
    probe.close();

    expect(await ask(pupil, question)).toContain('nine to six');
    expect(await ask(pupil, 'Is there somewhere I can leave my car?')).toContain('behind the shop');
    expect(await ask(pupil, 'Tell me about dinosaurs')).not.toMatch(
      /nine to six|behind the shop|thirty days|three days/,
    );

    await call('DELETE', `/training/datasets/${datasetId}`);
    expect(await ask(pupil, question)).not.toContain('nine to six');
    expect(await session(trained.id)).toMatchObject({
      error: expect.stringContaining('removed'),
      datasetIds: [],
    });
  },
  PATIENCE_MS,
);

it('the intent of a message is stored with how sure it is', async () => {
  const pupil = await newBot();
  await newDataset(pupil, TWENTY_EXAMPLES);
  await ended(await start(pupil));
  const { body } = await tomo.call('POST', '/v1/conversations', { character_id: pupil });
  const probe = await RealtimeProbe.open(tomo.url, [body.id], false);
  await tomo.call('POST', `/v1/conversations/${body.id}/messages`, { content: 'Where can I park the car?' });
  await probe.next('message_complete');
  probe.close();
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(`${tomo.dataDirectory}/tomo.sqlite`, { readOnly: true });
  const row = database
    .prepare(
      "select intent, intent_probability as sure from messages where conversation_id = ? and role = 'user'",
    )
    .get(body.id);
  database.close();
  expect(row).toMatchObject({ intent: 'parking' });
  expect(row?.sure).toBeGreaterThan(0.5);
});

it('sessions train one after another, can be cancelled, and what has ended cannot', async () => {
  const pupil = await newBot();
  await newDataset(pupil, manyExamples(1_500));
  const first = await start(pupil);
  const second = await start(pupil);
  await expect.poll(async () => (await session(first)).phase).toBe('learning');
  expect(await session(second)).toMatchObject({ status: 'queued', progress: 0, phase: 'waiting' });
  const { data } = (await call('DELETE', `/training/sessions/${first}`)).body;
  expect(data).toMatchObject({ id: first, status: 'cancelled', metrics: null });
  expectRefused(await call('DELETE', `/training/sessions/${first}`), 409, 'CONFLICT', /cancelled already/);
  await expect.poll(async () => (await session(second)).status).toBe('running');
  await call('DELETE', `/training/sessions/${second}`);
  const list = (await call('GET', `/chatbots/${pupil}/training/sessions`)).body;
  expect(list.data.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [second, 'cancelled'],
    [first, 'cancelled'],
  ]);
  expect(list.pagination.total).toBe(2);
});

it(
  'a training that was running when Tomo was killed begins again',
  async () => {
    let killed = await startTomo();
    const own = (method: string, path: string, body?: unknown) =>
      killed.call(method, `/chatbots/api/v1${path}`, body);
    const pupil = await killed.characterId();
    await own('POST', `/chatbots/${pupil}/training/datasets`, { name: 'Many', examples: manyExamples(250) });
    const { id } = (await own('POST', `/chatbots/${pupil}/training/sessions`)).body.data;
    const state = async () => (await own('GET', `/training/sessions/${id}`)).body.data;
    await expect.poll(async () => (await state()).phase).toBe('learning');
    await killed.stop('SIGKILL');
    killed = await startTomo({ dataDirectory: killed.dataDirectory });
    await expect.poll(async () => (await state()).status, { timeout: PATIENCE_MS }).toBe('completed');
    expect((await state()).metrics).toMatchObject({ examples: 250, heldOutExamples: 50 });
    await killed.stop();
  },
  PATIENCE_MS,
);

it(
  'somebody else’s training is not there',
  async () => {
    const account = { email: 'stranger@example.com', password: 'SecurePassword123!' };
    await tomo.call('POST', '/v1/auth/register', account);
    const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
    const stranger = { authorization: `Bearer ${body.access_token}` };
    const pupil = await newBot();
    const dataset = await newDataset(pupil, TWENTY_EXAMPLES);
    const trained = await start(pupil);
    const { examples } = (await call('GET', `/training/datasets/${dataset}`)).body.data;
    const example = { text: 'x', intent: 'y' };
    for (const [method, path, sent] of [
      ['GET', `/chatbots/${pupil}/training/datasets`],
      ['POST', `/chatbots/${pupil}/training/datasets`, { name: 'Mine' }],
      ['GET', `/training/datasets/${dataset}`],
      ['PUT', `/training/datasets/${dataset}`, { name: 'Mine' }],
      ['POST', `/training/datasets/${dataset}/examples`, example],
      ['DELETE', `/training/datasets/${dataset}/examples/${examples[0].id}`],
      ['DELETE', `/training/datasets/${dataset}`],
      ['GET', `/chatbots/${pupil}/training/sessions`],
      ['POST', `/chatbots/${pupil}/training/sessions`],
      ['GET', `/training/sessions/${trained}`],
      ['DELETE', `/training/sessions/${trained}`],
    ] as const) {
      expect([method, path, (await call(method, path, sent, stranger)).status]).toEqual([method, path, 404]);
      expect((await call(method, path, sent, { authorization: '' })).status).toBe(401);
    }
    expect((await ended(trained)).status).toBe('completed');
  },
  PATIENCE_MS,
);
