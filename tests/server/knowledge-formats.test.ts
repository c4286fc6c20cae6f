import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture } from '../../src/main/domain/knowledge/read/formats/picture.test-data.ts';
import { makeZip } from '../../src/main/domain/knowledge/read/zip.test-data.ts';
import { documentEnded, newKnowledgeBase, uploadDocument } from '../support/knowledge.ts';
import { makePdf } from '../support/make-pdf.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';

let tomo: RunningTomo;
let baseId: string;

beforeAll(async () => {
  tomo = await startTomo();
  baseId = await newKnowledgeBase(tomo);
});
afterAll(async () => {
  await tomo.stop();
});

async function read(name: string, content: string | Uint8Array) {
  const { body } = await uploadDocument(tomo, baseId, { name, content });
  return await documentEnded(tomo, baseId, body.id);
}

const docx = makeZip({
  'word/document.xml':
    '<w:document><w:p><w:r><w:t>The warranty lasts two years.</w:t></w:r></w:p></w:document>',
});

test.each([
  ['manual.pdf', makePdf([[{ text: 'Oil the chain every month.', y: 700 }]]), 'chain'],
  ['warranty.docx', docx, 'warranty'],
  ['sign.png', picture('THE LITTLE HILL FELL'), 'hill'],
  ['prices.csv', 'Item,Price\nLamp,12\n', 'lamp price'],
  ['page.html', '<html><body><p>The pool opens at nine.</p></body></html>', 'pool'],
  ['note.rtf', '{\\rtf1 The key is under the mat.}', 'key'],
])('what is in %s is found', async (name, content, query) => {
  expect(await read(name, content)).toMatchObject({ status: 'ready', error: null });
  const { body } = await tomo.call('POST', `/v1/knowledge-bases/${baseId}/search`, { query });
  expect(body.results[0]).toMatchObject({ filename: name });
});

test('a document that cannot be read says why, and the server goes on', async () => {
  const bomb = makeZip({ 'word/document.xml': new Uint8Array(30_000_000) });
  expect(await read('bomb.docx', bomb)).toMatchObject({ status: 'failed', error: { code: 'too_large' } });
  expect(await read('cut.pdf', '%PDF-1.7 and nothing more')).toMatchObject({
    status: 'failed',
    error: { code: 'damaged' },
  });
  expect((await tomo.call('GET', '/health')).status).toBe(200);
});
