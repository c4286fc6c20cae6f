import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDocument, newKnowledgeBase } from '../support/knowledge.ts';
import { type Answer, type RunningTomo, startTomo } from '../support/start-tomo.ts';

/** On the model that ships, which answers from documents by quoting them. */
let tomo: RunningTomo;
let bot: string;

beforeAll(async () => {
  tomo = await startTomo();
  bot = await newBot('Learner');
});
afterAll(() => tomo.stop());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const learning = (path = '', method = 'GET', body?: unknown) =>
  call(method, `/chatbots/${bot}/learning${path}`, body);
const decide = (id: string, body: unknown) => call('PUT', `/learning/${id}/status`, body);

async function newBot(name: string): Promise<string> {
  return (await tomo.call('POST', '/v1/characters', { name })).body.id;
}

/** @returns the conversation's id and its answers */
async function ask(
  character: string,
  questions: readonly string[],
): Promise<{ id: string; answers: Answer['body'][] }> {
  const answers: Answer['body'][] = [];
  for (const message of questions) {
    const conversationId = answers.at(-1)?.conversationId;
    const said = await call('POST', `/chatbots/${character}/conversation`, { message, conversationId });
    expect(said.status).toBe(200);
    answers.push(said.body.data);
  }
  return { id: answers[0].conversationId, answers };
}

describe('questions that no document answers', () => {
  it('become items, each with all the ways in which it was asked', async () => {
    await ask(bot, ['Hello!', 'When do you open on Sundays?', 'Do you sell gift cards?']);
    await ask(bot, ['what time do you open on sunday?', 'Thank you']);
    const { status, body } = await learning('/generate', 'POST');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ looked: 5, created: 2, updated: 0 });
    const [opening, cards] = body.data.items;
    expect(opening).toMatchObject({ status: 'pending', source: 'unanswered', occurrences: 2 });
    expect(opening.examples.toSorted()).toEqual([
      'When do you open on Sundays?',
      'what time do you open on sunday?',
    ]);
    expect(cards).toMatchObject({ question: 'Do you sell gift cards?', occurrences: 1 });
  });

  it('have no answer where nothing is known, and say so', async () => {
    for (const item of (await learning()).body.data) {
      expect(item).toMatchObject({
        proposedAnswer: null,
        answerFrom: null,
        note: expect.stringMatching(/answer/),
      });
    }
  });

  it('become no second item, and more of them join the first', async () => {
    expect((await learning('/generate', 'POST')).body.data).toMatchObject({ created: 0, updated: 0 });
    await ask(bot, ['When are you open on Sundays?']);
    expect((await learning('/generate', 'POST')).body.data).toMatchObject({ created: 0, updated: 1 });
    const { body } = await learning();
    expect(body.pagination.total).toBe(2);
    expect(body.data.map(({ occurrences }: { occurrences: number }) => occurrences).sort()).toEqual([1, 3]);
  });

  it('are answered once what was approved is applied, and not before', async () => {
    const items = (await learning()).body.data as { id: string; question: string }[];
    for (const { id, question } of items) {
      const answer = /cards/.test(question)
        ? 'Yes, gift cards are sold at the counter.'
        : 'On Sundays we open at ten in the morning.';
      expect((await decide(id, { status: 'approved', answer })).body.data).toMatchObject({
        ...{ status: 'approved', proposedAnswer: answer, answerFrom: { kind: 'manual' } },
      });
    }
    const before = await ask(bot, ['When do you open on Sundays?']);
    expect(before.answers[0].sources).toEqual([]);
    const total = async () => (await call('GET', `/chatbots/${bot}/analytics/messages`)).body.data.total;
    const counted = await total();
    const { status, body } = await learning('/apply', 'POST', {});
    expect(status).toBe(200);
    expect(body.data.applied).toHaveLength(2);
    expect(body.data.effect).toEqual({ asked: 4, answeredBefore: 0, answeredAfter: 4 });
    expect(await total()).toBe(counted);
    const after = await ask(bot, ['When do you open on Sundays?', 'do you sell gift cards']);
    expect(after.answers[0].response).toContain('ten in the morning');
    expect(after.answers[1].response).toContain('at the counter');
    expect((await learning('?status=applied')).body.data).toHaveLength(2);
  });

  it('add examples for training', async () => {
    const { body } = await call('GET', `/chatbots/${bot}/training/datasets`);
    expect(body.data).toMatchObject([{ name: 'Learned answers' }]);
  });

  it('are not applied twice, and stay applied', async () => {
    expect((await learning('/apply', 'POST', {})).body.data).toEqual({
      applied: [],
      skipped: [],
      effect: null,
    });
    const [item] = (await learning('?status=applied')).body.data;
    const { status, body } = await decide(item.id, { status: 'rejected' });
    expect([status, body.code]).toEqual([409, 'CONFLICT']);
  });

  it('are forgotten with the conversation while nobody has agreed to them', async () => {
    const other = await newBot('Forgetful');
    const { id } = await ask(other, ['Where is the secret garden?']);
    const path = `/chatbots/${other}/learning`;
    expect((await call('POST', `${path}/generate`)).body.data.created).toBe(1);
    await tomo.call('DELETE', `/v1/conversations/${id}`);
    expect((await call('GET', path)).body.data).toEqual([]);
  });
});

describe('an answer is proposed', () => {
  it('from a document that the character does not have', async () => {
    const base = await newKnowledgeBase(tomo, 'House');
    const content = 'Parking is free for guests behind the house. Dogs are welcome in the garden.';
    await addDocument(tomo, base, { name: 'house.txt', content });
    const other = await newBot('Proposing');
    await ask(other, ['Are dogs welcome in the garden?']);
    const { items } = (await call('POST', `/chatbots/${other}/learning/generate`)).body.data;
    expect(items).toMatchObject([
      {
        proposedAnswer: 'Dogs are welcome in the garden.',
        answerFrom: { kind: 'knowledge', filename: 'house.txt' },
        note: null,
      },
    ]);
  });

  it('from an answer to nearly the same question that was liked; bad ratings are a reason to learn', async () => {
    const other = await newBot('Rated');
    const { answers } = await ask(other, ['Do you have vegan soup?', 'is there any vegan soup']);
    await tomo.call('POST', `/v1/messages/${answers[0].messageId}/rating`, { rating: 5 });
    await tomo.call('POST', `/v1/messages/${answers[1].messageId}/rating`, { rating: 1 });
    const { items } = (await call('POST', `/chatbots/${other}/learning/generate`)).body.data;
    expect(items).toMatchObject([
      {
        ...{ source: 'low_rating', question: 'is there any vegan soup', proposedAnswer: answers[0].response },
        answerFrom: { kind: 'rated_answer' },
      },
    ]);
  });
});

describe('an item that somebody writes', () => {
  it('is pending, and is approved, refused and taken up again', async () => {
    const made = await learning('', 'POST', { question: 'Is there Wi-Fi?', answer: 'Yes, everywhere.' });
    expect(made.status).toBe(201);
    const { id } = made.body.data;
    expect(made.body.data).toMatchObject({
      status: 'pending',
      source: 'manual',
      examples: [],
      occurrences: 0,
    });
    for (const status of ['approved', 'pending', 'rejected', 'approved', 'rejected']) {
      expect((await decide(id, { status })).body.data.status).toBe(status);
    }
    const applied = await decide(id, { status: 'applied' });
    expect([applied.status, applied.body.code]).toEqual([409, 'CONFLICT']);
    expect((await decide(id, { status: 'perhaps' })).status).toBe(400);
  });

  it('without an answer is left out when the others are applied', async () => {
    const { id } = (await learning('', 'POST', { question: 'Who painted the door?' })).body.data;
    await decide(id, { status: 'approved' });
    const { data } = (await learning('/apply', 'POST', { itemIds: [id, 'lrn_none'] })).body;
    expect(data).toMatchObject({ applied: [], effect: null });
    expect(data.skipped.map((one: { id: string }) => one.id)).toEqual([id, 'lrn_none']);
  });

  it('is refused without a question', async () => {
    expect((await learning('', 'POST', { question: '  ' })).status).toBe(400);
    expect((await learning('', 'POST', {})).body.code).toBe('VALIDATION_ERROR');
  });
});

it('insights have their numbers with them', async () => {
  const { data } = (await call('GET', `/chatbots/${bot}/insights?timeZone=Europe/Berlin`)).body;
  const kinds = data.insights.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['most_asked', 'unanswered', 'peak_hours', 'drop_off']));
  expect(kinds).not.toContain('badly_rated');
  const asked = data.insights.find(({ kind }: { kind: string }) => kind === 'most_asked');
  expect(asked.figures).toMatchObject({ times: expect.any(Number), questions: expect.any(Number) });
  expect(asked.text).toContain(`${asked.figures.times} times`);
  const empty = await newBot('Silent');
  expect((await call('GET', `/chatbots/${empty}/insights`)).body.data).toMatchObject({
    total: 0,
    insights: [],
  });
});

it('is for whoever has the chatbot', async () => {
  const account = { email: 'stranger@example.com', password: 'SecurePassword123!' };
  await tomo.call('POST', '/v1/auth/register', account);
  const { body } = await tomo.call('POST', '/v1/auth/login', account, { authorization: '' });
  const [item] = (await learning()).body.data;
  const routes = [
    ['GET', `/chatbots/${bot}/learning`],
    ['POST', `/chatbots/${bot}/learning`, { question: 'Mine?' }],
    ['POST', `/chatbots/${bot}/learning/generate`],
    ['POST', `/chatbots/${bot}/learning/apply`, {}],
    ['GET', `/chatbots/${bot}/insights`],
    ['PUT', `/learning/${item.id}/status`, { status: 'rejected' }],
  ] as const;
  for (const [method, path, sent] of routes) {
    const theirs = await call(method, path, sent, { authorization: `Bearer ${body.access_token}` });
    expect([path, theirs.status, theirs.body.code]).toEqual([path, 404, 'NOT_FOUND']);
    expect((await call(method, path, sent, { authorization: '' })).status).toBe(401);
  }
});
