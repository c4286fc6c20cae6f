import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { addDocument, documentEnded, newKnowledgeBase, uploadDocument } from '../support/knowledge.ts';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

const MANUAL = `# Bicycle manual

This bicycle is made for roads and forest paths.

## Brakes

Check the brake pads every month. Replace them when less than 2 mm is left.

## Chain

Clean the chain with a dry cloth. Oil it after every ride in the rain.
`;

let tomo: RunningTomo;

beforeAll(async () => {
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
});

const search = async (baseId: string, body: object) =>
  await tomo.call('POST', `/v1/knowledge-bases/${baseId}/search`, body);
const contents = async (baseId: string, query: string, more: object = {}) =>
  (await search(baseId, { query, ...more })).body.results.map(({ content }: { content: string }) => content);

describe('a knowledge base', () => {
  it('is made, read, changed, listed and deleted', async () => {
    const id = await newKnowledgeBase(tomo, 'Recipes');
    const path = `/v1/knowledge-bases/${id}`;
    expect((await tomo.call('GET', path)).body).toMatchObject({ name: 'Recipes', document_count: 0 });
    const changed = await tomo.call('PUT', path, { description: 'What we cook' });
    expect(changed.body).toMatchObject({ name: 'Recipes', description: 'What we cook' });
    const { body } = await tomo.call('GET', '/v1/knowledge-bases');
    expect(body.knowledge_bases.map((base: { id: string }) => base.id)).toContain(id);
    expect((await tomo.call('DELETE', path)).status).toBe(204);
    expectRefusal(await tomo.call('GET', path), 404, 'resource_not_found');
  });

  it('belongs to characters that name it, until it is deleted', async () => {
    const id = await newKnowledgeBase(tomo, 'Garden');
    const { body } = await tomo.call('POST', '/v1/characters', {
      name: 'Gardener',
      knowledge_base_ids: [id],
    });
    expect(body.warnings).toBeUndefined();
    const path = `/v1/characters/${body.id}`;
    expect((await tomo.call('GET', path)).body.knowledge_bases).toEqual([
      { id, name: 'Garden', document_count: 0 },
    ]);
    await tomo.call('DELETE', `/v1/knowledge-bases/${id}`);
    expect((await tomo.call('GET', path)).body).toMatchObject({
      knowledge_base_ids: [],
      knowledge_bases: [],
    });
  });
});

describe('a document', () => {
  it('can be found once it was read, with the headings above the passage', async () => {
    const probe = await RealtimeProbe.open(tomo.url);
    const base = await newKnowledgeBase(tomo);
    const metadata = { language: 'en' };
    const { status, body } = await uploadDocument(tomo, base, {
      name: 'manual.md',
      content: MANUAL,
      metadata,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ filename: 'manual.md', status: 'processing', chunks_created: 0, metadata });
    const ended = await documentEnded(tomo, base, body.id);
    expect(ended).toMatchObject({ status: 'ready', title: 'Bicycle manual', chunks_created: 3 });

    const found = (await search(base, { query: 'how often do i check the brakes?', limit: 1 })).body;
    expect(found.results).toHaveLength(1);
    expect(found.results[0]).toMatchObject({
      document_id: body.id,
      filename: 'manual.md',
      heading: 'Bicycle manual › Brakes',
      metadata,
    });
    expect(found.results[0].content).toContain('every month');
    expect(found.query_ms).toBeGreaterThan(0);

    const frames = probe.frames.filter((frame) => frame.type === 'document_progress');
    expect(frames.at(-1)).toMatchObject({ document_id: body.id, status: 'ready', done: 3, total: 3 });
    probe.socket.close();
  });

  it('takes its metadata before the file too, and searches are narrowed by them', async () => {
    const base = await newKnowledgeBase(tomo);
    const form = new FormData();
    form.set('metadata', '{"year":2023,"tags":["paths"]}');
    form.set('file', new Blob(['The old path is closed.']), 'old.txt');
    const first = await tomo.call('POST', `/v1/knowledge-bases/${base}/documents`, form);
    expect(first.body.metadata).toEqual({ year: 2023, tags: ['paths'] });
    await documentEnded(tomo, base, first.body.id);
    await addDocument(tomo, base, {
      name: 'new.txt',
      content: 'The new path is open.',
      metadata: { year: 2024 },
    });

    const texts = (filter: object) => contents(base, 'path', { filter });
    expect(await texts({ year: { gte: 2024 } })).toEqual(['The new path is open.']);
    expect(await texts({ tags: 'paths' })).toEqual(['The old path is closed.']);
    expect(await texts({ filename: 'new.txt' })).toEqual(['The new path is open.']);
    expect(await texts({ year: 1999 })).toEqual([]);
    expectRefusal(
      await search(base, { query: 'path', filter: { year: { about: 3 } } }),
      400,
      'invalid_request',
    );
  });

  it('is not added twice; a new version takes the place of the old one', async () => {
    const base = await newKnowledgeBase(tomo);
    const id = await addDocument(tomo, base, { name: 'plan.txt', content: 'We meet on Monday.' });
    const again = await uploadDocument(tomo, base, { name: 'copy.txt', content: 'We meet on Monday.' });
    expect([again.status, again.body.id, again.body.duplicate]).toEqual([200, id, true]);

    await addDocument(tomo, base, { name: 'plan.txt', content: 'We meet on Friday.' });
    await expect.poll(() => contents(base, 'when do we meet')).toEqual(['We meet on Friday.']);
    expectRefusal(
      await tomo.call('GET', `/v1/knowledge-bases/${base}/documents/${id}`),
      404,
      'resource_not_found',
    );
  });

  it('that cannot be read says why in plain words, and may be tried again', async () => {
    const base = await newKnowledgeBase(tomo);
    const { body } = await uploadDocument(tomo, base, { name: 'nothing.txt', content: '' });
    const ended = await documentEnded(tomo, base, body.id);
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'empty', message: 'The file is empty' } });
    const again = await uploadDocument(tomo, base, { name: 'nothing.txt', content: '' });
    expect(again.body).toMatchObject({ id: body.id, status: 'processing', duplicate: true });
  });

  it('is read passage by passage, and downloaded as it came', async () => {
    const base = await newKnowledgeBase(tomo);
    const id = await addDocument(tomo, base, { name: 'über "x".md', content: MANUAL });
    const path = `/v1/knowledge-bases/${base}/documents/${id}`;
    const { body } = await tomo.call('GET', `${path}/passages?from=1&limit=1`);
    expect(body).toMatchObject({ total: 3, passages: [{ position: 1, heading: 'Bicycle manual › Brakes' }] });
    const file = await fetch(`${tomo.url}${path}/file`, {
      headers: { authorization: 'Bearer test-key-0123456789' },
    });
    expect(await file.text()).toBe(MANUAL);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%C3%BCber/);
  });

  it('is gone from the search, the disk and the database when it is deleted', async () => {
    const base = await newKnowledgeBase(tomo);
    const id = await addDocument(tomo, base, {
      name: 'diary.txt',
      content: 'The treasure is under the oak.',
    });
    expect((await tomo.call('DELETE', `/v1/knowledge-bases/${base}/documents/${id}`)).status).toBe(204);
    expect(await contents(base, 'treasure')).toEqual([]);
    expect(await readdir(join(tomo.dataDirectory, 'documents'))).not.toContain(id);
    for (const name of await readdir(tomo.dataDirectory)) {
      if (!name.startsWith('tomo.sqlite')) continue;
      const bytes = await readFile(join(tomo.dataDirectory, name));
      expect(bytes.includes('treasure')).toBe(false);
    }
  });

  it('goes on being read after a kill', async () => {
    const own = await startTomo();
    const base = await newKnowledgeBase(own);
    const text = Array.from({ length: 20_000 }, (_, at) => `Sentence ${at} is about item${at}.`).join(' ');
    const { body } = await uploadDocument(own, base, { name: 'long.txt', content: text });
    const document = `/v1/knowledge-bases/${base}/documents/${body.id}`;
    await expect.poll(async () => (await own.call('GET', document)).body.chunks_created).toBeGreaterThan(0);
    const before = (await own.call('GET', document)).body;
    await own.stop('SIGKILL');
    expect(before.status).toBe('processing');

    const after = await startTomo({ dataDirectory: own.dataDirectory });
    const ended = await documentEnded(after, base, body.id);
    expect(ended).toMatchObject({ status: 'ready', chunks_created: before.total_chunks });
    const found = await after.call('POST', `/v1/knowledge-bases/${base}/search`, {
      query: 'item19999',
      limit: 1,
    });
    expect(found.body.results[0].content).toContain('item19999');
    await after.stop();
  });

  it('that makes no sense is refused', async () => {
    const base = await newKnowledgeBase(tomo);
    const post = (body: unknown) => tomo.call('POST', `/v1/knowledge-bases/${base}/documents`, body);
    expectRefusal(await post({ file: 'x' }), 400, 'invalid_request');
    const form = new FormData();
    form.set('metadata', '{}');
    expectRefusal(await post(form), 400, 'invalid_request');
    for (const metadata of ['nonsense', '[1]', '{"__proto__":1}', `{"a":"${'x'.repeat(20_000)}"}`]) {
      const bad = new FormData();
      bad.set('file', new Blob(['text']), 'a.txt');
      bad.set('metadata', metadata);
      const answer = await post(bad);
      expectRefusal(answer, 400, 'invalid_request');
      expect(answer.body.error.message).toContain('metadata');
    }
    expect((await tomo.call('GET', `/v1/knowledge-bases/${base}/documents`)).body.documents).toEqual([]);
    const kept = await readdir(join(tomo.dataDirectory, 'documents'));
    expect(kept.filter((name) => name.includes('part'))).toEqual([]);
  });
});
