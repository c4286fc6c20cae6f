import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatagentCaller, newChatagentAccount } from '../support/chatagent.ts';
import { addChatagentDocument, newChatagentBase } from '../support/chatagent-knowledge.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
let kim: ChatagentCaller;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  kim = await newChatagentAccount(tomo, { tier: 'enterprise' });
});
afterAll(async () => {
  await tomo.stop();
});

describe('a search', () => {
  let id: string;
  beforeAll(async () => {
    id = await newChatagentBase(kim, { name: '产品知识库' });
    await addChatagentDocument(kim, id, {
      text: '机器人配置步骤：1. 创建机器人。2. 选择知识库。3. 启动机器人。',
      filename: 'guide.txt',
      metadata: { title: '配置指南', category: 'configuration' },
    });
    await addChatagentDocument(kim, id, {
      text: '天气很好，适合去公园散步。',
      filename: 'weather.txt',
      metadata: { category: 'other' },
    });
  });
  const search = (body: object) => kim.call('POST', `/knowledge/bases/${id}/search`, body);

  it('answers as the document has it', async () => {
    const { status, body } = await search({
      query: '如何配置机器人？',
      top_k: 5,
      filters: { category: 'configuration' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      results: [
        {
          content: expect.stringContaining('机器人配置步骤'),
          metadata: {
            title: '配置指南',
            category: 'configuration',
            page: null,
            source: 'guide.txt',
            document_id: expect.any(String),
          },
          score: expect.any(Number),
        },
      ],
      total: 1,
      query_time: expect.any(Number),
    });
    expect(body.query_time).toBeLessThan(60);
  });

  it('gives no more than is asked for, and nothing below the threshold', async () => {
    const all = (await search({ query: '机器人' })).body.results as { score: number }[];
    expect((await search({ query: '机器人', top_k: 1 })).body.results).toHaveLength(1);
    const best = all[0]?.score ?? 0;
    expect(best).toBeGreaterThan(0);
    const above = (await search({ query: '机器人', score_threshold: best })).body.results as {
      score: number;
    }[];
    expect(above.every(({ score }) => score >= best)).toBe(true);
    expect((await search({ query: '机器人', score_threshold: 1 })).body).toMatchObject({
      results: [],
      total: 0,
    });
    expect((await search({ query: '机器人', filters: { category: 'none' } })).body.total).toBe(0);
  });

  it.each([
    [{}, 'query'],
    [{ query: '' }, 'query'],
    [{ query: 'x', top_k: 0 }, 'top_k'],
    [{ query: 'x', top_k: 101 }, 'top_k'],
    [{ query: 'x', score_threshold: 1.1 }, 'score_threshold'],
    [{ query: 'x', filters: { year: { about: 3 } } }, 'filters.year'],
  ])('with %j is refused', async (body, field) => {
    const answer = await search(body);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });
});
