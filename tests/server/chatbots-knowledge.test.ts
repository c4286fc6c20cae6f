import { beforeAll, describe, expect, it } from 'vitest';
import { addDocument } from '../support/knowledge.ts';
import { type Answer, KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();
const OWNER = { authorization: `Bearer ${KEY}` };
let bot: string;
let base: string;

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWNER) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const add = (title: string, content: string, more: object = {}) =>
  call('POST', `/knowledge-bases/${base}/items`, { title, content, ...more });
const search = async (q: string, more = '') =>
  (await call('GET', `/knowledge-bases/${base}/search?q=${encodeURIComponent(q)}${more}`)).body;

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body]).toEqual([
    status,
    { status: 'error', message: expect.stringMatching(/\S/), code },
  ]);
}

beforeAll(async () => {
  bot = (await call('POST', '/chatbots', { name: 'Keeper' })).body.data.id;
  base = (await call('POST', `/chatbots/${bot}/knowledge-bases`, { name: 'House rules' })).body.data.id;
});

describe('a knowledge base', () => {
  it('that is made for a chatbot is one of those that it looks things up in', async () => {
    const made = await call('POST', `/chatbots/${bot}/knowledge-bases`, {
      name: 'Garden',
      description: 'Beds',
    });
    expect(made.status).toBe(201);
    const { id } = made.body.data;
    expect((await call('GET', `/chatbots/${bot}`)).body.data.knowledgeBaseIds).toEqual([base, id]);
    const listed = (await call('GET', `/chatbots/${bot}/knowledge-bases?limit=1&page=2`)).body;
    expect(listed.data).toMatchObject([{ id, name: 'Garden', description: 'Beds', documentCount: 0 }]);
    expect(listed.pagination).toEqual({ total: 2, pages: 2, page: 2, limit: 1 });
    expect((await call('PUT', `/knowledge-bases/${id}`, { description: '' })).body.data).toMatchObject({
      name: 'Garden',
      description: '',
    });
    expect((await call('DELETE', `/knowledge-bases/${id}`)).status).toBe(200);
    expectRefused(await call('GET', `/knowledge-bases/${id}`), 404, 'NOT_FOUND');
    expect((await call('GET', `/chatbots/${bot}`)).body.data.knowledgeBaseIds).toEqual([base]);
  });

  it('is refused without a name, or for a chatbot that is not there', async () => {
    expectRefused(await call('POST', `/chatbots/${bot}/knowledge-bases`, {}), 400, 'VALIDATION_ERROR');
    expectRefused(await call('POST', '/chatbots/chr_none/knowledge-bases', { name: 'x' }), 404, 'NOT_FOUND');
    expectRefused(await call('GET', '/chatbots/chr_none/knowledge-bases'), 404, 'NOT_FOUND');
  });
});

describe('an item', () => {
  it('can be found when its answer comes, is shown whole, and quoted in answers', async () => {
    const fields = { tags: ['bins'], source: 'https://example.org/bins', metadata: { year: 2024 } };
    const made = await add('Rubbish', 'The bins are emptied on Thursdays at seven.', fields);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      ...fields,
      title: 'Rubbish',
      status: 'ready',
      knowledgeBaseId: base,
    });
    const { data, pagination } = await search('when are the bins emptied');
    expect(pagination).toMatchObject({ total: data.length, page: 1 });
    expect(data[0]).toMatchObject({
      itemId: made.body.data.id,
      type: 'item',
      title: 'Rubbish',
      content: 'The bins are emptied on Thursdays at seven.',
      ...fields,
    });
    expect(data[0].score).toBeGreaterThan(0.3);
    const said = await call('POST', `/chatbots/${bot}/conversation`, {
      message: 'When are the bins emptied?',
    });
    expect(said.body.data.response).toMatch(/Thursdays/);
    expect(said.body.data.sources).toMatchObject([
      { documentId: made.body.data.id, knowledgeBaseId: base, title: 'Rubbish' },
    ]);
  });

  it('is found by its new words alone once it was changed', async () => {
    const { id } = (await add('Laundry', 'The laundry opens on Mondays.')).body.data;
    const path = `/knowledge-bases/${base}/items/${id}`;
    const changed = await call('PUT', path, { content: 'The laundry opens on Saturdays.' });
    expect(changed.body.data).toMatchObject({
      id,
      title: 'Laundry',
      content: 'The laundry opens on Saturdays.',
    });
    const texts = (await search('laundry')).data.map(({ content }: { content: string }) => content);
    expect(texts[0]).toBe('The laundry opens on Saturdays.');
    expect(texts).not.toContain('The laundry opens on Mondays.');
    const { data } = (await call('GET', `/knowledge-bases/${base}`)).body;
    expect(data.itemCount).toBe(data.items.length);
    expect(data.items[0]).toMatchObject({ id, content: 'The laundry opens on Saturdays.' });
  });

  it('is gone from lists, searches and answers when it was deleted', async () => {
    const { id } = (await add('Cellar', 'The cellar key is under the flowerpot.')).body.data;
    expect((await search('flowerpot')).data[0].itemId).toBe(id);
    expect((await call('DELETE', `/knowledge-bases/${base}/items/${id}`)).status).toBe(200);
    expect((await search('flowerpot')).data).toEqual([]);
    const listed = (await call('GET', `/knowledge-bases/${base}/items?search=flowerpot`)).body;
    expect(listed.data).toEqual([]);
    expectRefused(await call('DELETE', `/knowledge-bases/${base}/items/${id}`), 404, 'NOT_FOUND');
    expectRefused(await call('PUT', `/knowledge-bases/${base}/items/${id}`, {}), 404, 'NOT_FOUND');
  });

  it('is refused where it is empty, too long, or its base is not there', async () => {
    expectRefused(await add(' ', 'x'), 400, 'VALIDATION_ERROR');
    expectRefused(await add('x', ' '), 400, 'VALIDATION_ERROR');
    expectRefused(await add('x', 'x'.repeat(50_001)), 400, 'VALIDATION_ERROR');
    expectRefused(await add('x', 'y', { metadata: { big: 'x'.repeat(20_001) } }), 400, 'VALIDATION_ERROR');
    expectRefused(await add('x', 'y', { tags: 'bins' }), 400, 'VALIDATION_ERROR');
    expectRefused(
      await call('POST', '/knowledge-bases/kb_none/items', { title: 'x', content: 'y' }),
      404,
      'NOT_FOUND',
    );
  });
});

describe('a search', () => {
  it('finds uploaded documents too, keeps to its limit and to its threshold', async () => {
    const documentId = await addDocument(tomo, base, {
      name: 'bells.txt',
      content: 'The bell has two tones.',
    });
    await add('Bell', 'The bell of the second floor is broken.');
    const found = (await search('bell')).data;
    expect(found.map(({ type }: { type: string }) => type).sort()).toEqual(['document', 'item']);
    expect(found.find(({ type }: { type: string }) => type === 'document')).toMatchObject({
      itemId: documentId,
      title: 'bells.txt',
    });
    expect((await search('bell', '&limit=1')).data).toHaveLength(1);
    expect((await search('bell', '&scoreThreshold=1')).data).toEqual([]);
    expect((await search('bell', '&score_threshold=1')).data).toEqual([]);
    const scores = found.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('is refused without words, or with numbers that make no sense', async () => {
    for (const query of ['', '?q=', '?q=x&limit=0', '?q=x&limit=1000', '?q=x&scoreThreshold=2']) {
      expectRefused(await call('GET', `/knowledge-bases/${base}/search${query}`), 400, 'VALIDATION_ERROR');
    }
    expectRefused(await call('GET', '/knowledge-bases/kb_none/search?q=x'), 404, 'NOT_FOUND');
  });
});
