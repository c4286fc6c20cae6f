import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatagentCaller, newChatagentAccount } from '../support/chatagent.ts';
import {
  addChatagentDocument,
  chatagentDocumentReady,
  type FormPart,
  newChatagentBase,
  uploadParts,
} from '../support/chatagent-knowledge.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

let tomo: RunningTomo;
let kim: ChatagentCaller;
let other: ChatagentCaller;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  kim = await newChatagentAccount(tomo, { tier: 'enterprise' });
  other = await newChatagentAccount(tomo);
});
afterAll(async () => {
  await tomo.stop();
});

/** As in the platform's document. */
const DRAFT = {
  name: '产品知识库',
  description: '包含产品相关的所有文档',
  vector_store_type: 'chroma',
  embedding_model: 'text-embedding-ada-002',
  chunk_size: 1000,
  chunk_overlap: 200,
  metadata: { category: 'product', language: 'zh' },
};
const sentences = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `第${at}条：请在设置页面中打开机器人，然后选择需要的知识库。`,
  ).join('');

const newBase = (draft: object = {}) => newChatagentBase(kim, { ...DRAFT, ...draft });
const upload = (baseId: string, parts: readonly FormPart[]) => uploadParts(kim, baseId, parts);
const added = (baseId: string, text: string, filename: string) =>
  addChatagentDocument(kim, baseId, { text, filename });
const ready = (baseId: string, id: string) => chatagentDocumentReady(kim, baseId, id);

const passages = async (baseId: string, id: string) =>
  (await tomo.call('GET', `/v1/knowledge-bases/${baseId}/documents/${id}/passages?limit=100`)).body
    .passages as {
    content: string;
    start: number;
    end: number;
  }[];

describe('a knowledge base', () => {
  it('is made as the document has it, and is what the native API has', async () => {
    const { status, body } = await kim.call('POST', '/knowledge/bases', DRAFT);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...DRAFT, id: expect.any(String), user_id: kim.id, document_count: 0 });
    const native = await tomo.call('GET', `/v1/knowledge-bases/${body.id}`);
    expect(native.body).toMatchObject({ id: body.id, name: DRAFT.name, owner_id: kim.id });
    const { body: list } = await kim.call('GET', '/knowledge/bases?limit=1&search=产品');
    expect(list).toMatchObject({ bases: [{ id: body.id }], limit: 1, offset: 0 });
    expect((await kim.call('GET', '/knowledge/bases?search=nothing')).body).toMatchObject({
      bases: [],
      total: 0,
    });
  });

  it('is changed by what is sent, and keeps the rest', async () => {
    const id = await newBase();
    const { body } = await kim.call('PUT', `/knowledge/bases/${id}`, {
      name: 'Other',
      embedding_model: null,
    });
    expect(body).toMatchObject({ ...DRAFT, name: 'Other', embedding_model: null });
    expect((await kim.call('GET', `/knowledge/bases/${id}`)).body).toEqual(body);
  });

  it('says how it cuts documents only where somebody said so, and fills in the half that is missing', async () => {
    const cutOf = async (draft: object) => {
      const { body } = await kim.call('POST', '/knowledge/bases', { name: 'x', ...draft });
      return [body.chunk_size, body.chunk_overlap];
    };
    expect(await cutOf({})).toEqual([null, null]);
    expect(await cutOf({ chunk_size: 500 })).toEqual([500, 100]);
    expect(await cutOf({ chunk_overlap: 50 })).toEqual([1000, 50]);
    expect(await cutOf({ chunk_size: 400, chunk_overlap: 0 })).toEqual([400, 0]);
  });

  it.each([
    [{ chunk_size: 99 }, 'chunk_size'],
    [{ chunk_size: 8001 }, 'chunk_size'],
    [{ chunk_size: 1000.5 }, 'chunk_size'],
    [{ chunk_size: '1000' }, 'chunk_size'],
    [{ chunk_size: 500, chunk_overlap: 500 }, 'chunk_overlap'],
    [{ chunk_size: 500, chunk_overlap: 251 }, 'chunk_overlap'],
    [{ chunk_overlap: -1 }, 'chunk_overlap'],
    [{ name: ' ' }, 'name'],
    [{ metadata: [] }, 'metadata'],
    [{ metadata: { long: 'x'.repeat(20_000) } }, 'metadata'],
  ])('with %j is refused', async (draft, field) => {
    const { status, body } = await kim.call('POST', '/knowledge/bases', { ...DRAFT, ...draft });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
  });

  it('is nobody else’s', async () => {
    const id = await newBase();
    const { id: documentId } = await added(id, 'secret', 'a.txt');
    for (const [method, path, body] of [
      ['GET', `/knowledge/bases/${id}`],
      ['PUT', `/knowledge/bases/${id}`, { name: 'mine' }],
      ['DELETE', `/knowledge/bases/${id}`],
      ['GET', `/knowledge/bases/${id}/documents`],
      ['GET', `/knowledge/bases/${id}/documents/${documentId}`],
      ['DELETE', `/knowledge/bases/${id}/documents/${documentId}`],
      ['POST', `/knowledge/bases/${id}/search`, { query: 'secret' }],
    ] as const) {
      const answer = await other.call(method, path, body);
      expect([method, path, answer.status, answer.body.error.code]).toEqual([method, path, 404, 'NOT_FOUND']);
    }
    const form = new FormData();
    form.set('file', new Blob(['mine']), 'b.txt');
    expect((await other.call('POST', `/knowledge/bases/${id}/documents`, form)).status).toBe(404);
    expect((await other.call('GET', '/knowledge/bases')).body.bases).toEqual([]);
  });

  it('goes with its documents', async () => {
    const id = await newBase();
    const document = await added(id, 'text', 'a.txt');
    const { body } = await kim.call('DELETE', `/knowledge/bases/${id}`);
    expect(body).toEqual({ success: true, message: '知识库删除成功', base_id: id });
    expect((await kim.call('GET', `/knowledge/bases/${id}/documents/${document.id}`)).status).toBe(404);
  });
});

describe('a document', () => {
  const said = JSON.stringify({ title: '产品使用手册', author: '技术团队', version: '1.0' });

  it.each([
    [
      'before',
      [
        ['metadata', said],
        ['file', new Blob(['说明书一']), 'manual.txt'],
      ],
    ],
    [
      'behind',
      [
        ['file', new Blob(['说明书二']), 'manual.txt'],
        ['metadata', said],
      ],
    ],
  ] as const)('takes its metadata %s its file', async (_where, parts) => {
    const id = await newBase();
    const { status, body } = await upload(id, parts.map((part) => [...part]) as never);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      base_id: id,
      title: '产品使用手册',
      filename: 'manual.txt',
      metadata: JSON.parse(said),
    });
    await ready(id, body.id);
  });

  it('takes its metadata also where they say that they are JSON', async () => {
    const id = await newBase();
    const part = (disposition: string, type: string, content: string) =>
      `--x\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
    const body =
      part('name="metadata"', 'application/json', said) +
      part('name="file"; filename="a.txt"', 'text/plain', '说明书三') +
      '--x--\r\n';
    const headers = { ...kim.headers, 'content-type': 'multipart/form-data; boundary=x' };
    const url = `${tomo.url}/chatagent/api/v1/knowledge/bases/${id}/documents`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ filename: 'a.txt', metadata: JSON.parse(said) });
  });

  it('is listed, read and deleted, and is not added twice', async () => {
    const id = await newBase();
    const document = await added(id, '机器人使用手册', 'a.txt');
    expect(document).toMatchObject({ chunk_count: 1, size: 21, media_type: 'text/plain', error: null });
    const again = await upload(id, [['file', new Blob(['机器人使用手册']), 'b.txt']]);
    expect([again.status, again.body.id, again.body.message]).toEqual([
      200,
      document.id,
      '该文档已存在，内容完全相同',
    ]);
    const { body: list } = await kim.call('GET', `/knowledge/bases/${id}/documents?status=ready`);
    expect(list).toMatchObject({ documents: [{ id: document.id }], total: 1, limit: 20, offset: 0 });
    const gone = await kim.call('DELETE', `/knowledge/bases/${id}/documents/${document.id}`);
    expect(gone.body).toMatchObject({ success: true, document_id: document.id });
    expect((await kim.call('GET', `/knowledge/bases/${id}/documents`)).body.total).toBe(0);
  });

  it('that cannot be read says why, in the caller’s language', async () => {
    const id = await newBase();
    const { body } = await upload(id, [['file', new Blob(['%PDF-1.4 nothing']), 'a.pdf']]);
    const path = `/knowledge/bases/${id}/documents/${body.id}`;
    await expect
      .poll(async () => (await kim.call('GET', path)).body)
      .toMatchObject({
        status: 'failed',
        error: { code: 'damaged', message: '文件已损坏，无法读取' },
      });
    const english = (await kim.call('GET', path, undefined, { 'accept-language': 'en' })).body.error;
    expect(english).toEqual({ code: 'damaged', message: expect.stringMatching(/^[ -~]+$/) });
  });

  it('is refused without a file, and with metadata that are none', async () => {
    const id = await newBase();
    const file = new Blob(['x']);
    expect((await upload(id, [['metadata', '{}']])).body.error.details.field).toBe('file');
    expect(
      (await kim.call('POST', `/knowledge/bases/${id}/documents`, { file: 'x' })).status,
    ).toBeGreaterThan(399);
    for (const metadata of ['{', '[]', 'null', '7', `"${'x'.repeat(20_000)}"`]) {
      const { status, body } = await upload(id, [
        ['file', file, 'a.txt'],
        ['metadata', metadata],
      ]);
      expect([status, body.error.details.field]).toEqual([400, 'metadata']);
    }
  });

  it('is cut as its knowledge base says, and anew when that says otherwise', async () => {
    const id = await newBase({ chunk_size: 300, chunk_overlap: 60 });
    const document = await added(id, sentences(60), 'long.txt');
    const first = await passages(id, document.id);
    expect(first.length).toBe(document.chunk_count);
    expect(first.length).toBeGreaterThan(6);
    for (const [at, { content, start }] of first.entries()) {
      expect(content.length).toBeLessThanOrEqual(300);
      if (at === 0) continue;
      const overlap = (first[at - 1]?.end ?? 0) - start;
      expect([overlap > 0, overlap <= 60]).toEqual([true, true]);
    }
    await kim.call('PUT', `/knowledge/bases/${id}`, { chunk_size: 1000, chunk_overlap: 0 });
    await ready(id, document.id);
    const second = await passages(id, document.id);
    expect(second.length).toBeLessThan(first.length / 2);
    for (const [at, { start }] of second.entries()) {
      if (at > 0) expect(start).toBeGreaterThanOrEqual(second[at - 1]?.end ?? 0);
    }
  });
});
