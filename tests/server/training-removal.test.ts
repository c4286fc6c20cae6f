import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { PATIENCE_MS, trainingClient } from '../support/training-client.ts';
import { manyExamples, TWENTY_EXAMPLES } from '../support/training-examples.ts';

/** Words that nobody says by chance; stems and pieces of them are in the weights' vocabulary. */
const SECRET = 'xylophonic';
const RESPONSE = 'Quuxwards and onwards';
const examples = TWENTY_EXAMPLES.map((example, at) => {
  return at % 3 > 0
    ? example
    : { ...example, text: `${example.text} ${SECRET} ${at}`, response: `${RESPONSE} ${at}` };
});

let tomo: RunningTomo;

beforeAll(async () => {
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
});

/** How many rows of training there are. */
function rowsLeft(): Record<string, number> {
  const database = new DatabaseSync(join(tomo.dataDirectory, 'tomo.sqlite'), { readOnly: true });
  const tables = [
    'training_examples',
    'trained_parts',
    'examples_entries',
    'examples_texts',
    'examples_vectors',
  ];
  const counts = tables.map((table): [string, number] => {
    const row = database.prepare(`select count(*) as count from ${table}`).get() as { count: number };
    return [table, row.count];
  });
  database.close();
  return Object.fromEntries(counts);
}

/** Which files of the database hold a text, in whatever table. */
function filesWith(text: string): string[] {
  return readdirSync(tomo.dataDirectory)
    .filter((name) => name.startsWith('tomo.sqlite'))
    .filter((name) => readFileSync(join(tomo.dataDirectory, name)).includes(text));
}

async function trained(headers?: Record<string, string>) {
  const client = trainingClient(tomo, headers);
  const bot = await client.newBot();
  const dataset = await client.newDataset(bot, examples);
  expect((await client.ended(await client.start(bot))).status).toBe('completed');
  expect(Math.min(...Object.values(rowsLeft()))).toBeGreaterThan(0);
  expect(filesWith(SECRET)).not.toEqual([]);
  return { client, bot, dataset };
}

async function expectNothingLeft(): Promise<void> {
  expect(rowsLeft()).toEqual({
    training_examples: 0,
    trained_parts: 0,
    examples_entries: 0,
    examples_texts: 0,
    examples_vectors: 0,
  });
  await expect.poll(() => [...filesWith(SECRET), ...filesWith(RESPONSE)]).toEqual([]);
}

it(
  'a dataset goes with its examples, what was learned from them, and their vectors',
  async () => {
    const { client, dataset } = await trained();
    expect((await client.call('DELETE', `/training/datasets/${dataset}`)).status).toBe(200);
    await expectNothingLeft();
  },
  PATIENCE_MS,
);

it(
  'so it does with its character',
  async () => {
    const { client, bot } = await trained();
    expect((await client.call('DELETE', `/chatbots/${bot}`)).status).toBe(200);
    await expectNothingLeft();
  },
  PATIENCE_MS,
);

it(
  'and with its account, in the middle of a training',
  async () => {
    const account = { email: 'leaving@example.com', password: 'SecurePassword123!' };
    const { id } = (await tomo.call('POST', '/v1/auth/register', account)).body;
    const { access_token } = (await tomo.call('POST', '/v1/auth/login', account, { authorization: '' })).body;
    const { client, bot } = await trained({ authorization: `Bearer ${access_token}` });
    await client.newDataset(bot, manyExamples(600));
    const running = await client.start(bot);
    await expect.poll(async () => (await client.session(running)).phase).toBe('learning');
    expect((await tomo.call('DELETE', `/v1/accounts/${id}`)).status).toBeLessThan(300);
    await expectNothingLeft();
  },
  PATIENCE_MS,
);

it(
  'an example that is deleted is not answered any more',
  async () => {
    const { client, dataset } = await trained();
    const { examples: found } = (await client.call('GET', `/training/datasets/${dataset}`)).body.data;
    const before = rowsLeft();
    await client.call('DELETE', `/training/datasets/${dataset}/examples/${found[0].id}`);
    const after = rowsLeft();
    for (const table of ['training_examples', 'examples_entries', 'examples_texts', 'examples_vectors']) {
      expect([table, after[table]]).toEqual([table, (before[table] ?? 0) - 1]);
    }
    await client.call('DELETE', `/training/datasets/${dataset}`);
    await expectNothingLeft();
  },
  PATIENCE_MS,
);
