import { expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { readShown } from '../reading.test-data.ts';
import { makeZip } from '../zip.test-data.ts';

const p = (text: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
const item = (list: number, depth = 0) =>
  `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`;
const docx = (body: string, more: Record<string, string> = {}) =>
  makeZip({
    'word/document.xml': `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`,
    'word/styles.xml':
      '<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>' +
      '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>' +
      '<w:style w:styleId="Src"><w:name w:val="Source Code"/></w:style></w:styles>',
    'word/numbering.xml':
      '<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>' +
      '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>' +
      '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
    ...more,
  });

test('keeps headings, lists with their numbers, code and paragraphs', async () => {
  const body =
    p('Bicycle', style('H1')) +
    p('A bicycle has &lt;two&gt; wheels.') +
    p('Brakes', style('Mine')) +
    p('Open it', item(3)) +
    p('carefully', item(3, 1)) +
    p('Close it', item(3)) +
    p('let a = 1;', style('Src')) +
    p('a += 1;', style('Src'));
  expect(await readShown('a.docx', docx(body))).toEqual([
    'Bicycle: A bicycle has <two> wheels.',
    'Bicycle › Brakes: 1. Open it\n  - carefully\n2. Close it\n\nlet a = 1;\na += 1;',
  ]);
});

test('says the names of the columns in every row of a table', async () => {
  const row = (cells: string[], header = '') =>
    `<w:tr><w:trPr>${header}</w:trPr>${cells.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('')}</w:tr>`;
  const body = `<w:tbl>${row(['Part', 'Price'], '<w:tblHeader/>')}${row(['Saddle', '30'])}${row(['Bell', '8'])}</w:tbl>`;
  expect(await readShown('a.docx', docx(body))).toEqual([': Part: Saddle; Price: 30\nPart: Bell; Price: 8']);
});

test('takes bold lines for headings, and the title from the properties', async () => {
  const bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Warranty</w:t></w:r></w:p>';
  const bytes = docx(bold + p('Two years.'), { 'docProps/core.xml': '<cp><dc:title>Manual</dc:title></cp>' });
  expect(await readShown('a.docx', bytes)).toEqual(['Warranty: Two years.']);
  expect(await readBytes(bytes, { filename: 'a', onProgress: () => {} })).toMatchObject({
    title: 'Manual',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    pages: null,
  });
});

test('leaves out what was deleted, keeps text boxes once and notes with their place', async () => {
  const box =
    '<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>' +
    p('In a box.') +
    '</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>' +
    p('In a box.') +
    '</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>';
  const noted =
    '<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText> not</w:delText></w:r></w:del>' +
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>';
  const notes = `<w:footnotes><w:footnote w:id="2">${p('See below.')}</w:footnote></w:footnotes>`;
  expect(await readShown('a.docx', docx(box + noted, { 'word/footnotes.xml': notes }))).toEqual([
    ': In a box.\n\nKept.\n\nSee below.',
  ]);
});

test('knows the pages that Word laid out', async () => {
  const next = '<w:p><w:r><w:lastRenderedPageBreak/><w:t>On two.</w:t></w:r></w:p>';
  expect(await readShown('a.docx', docx(p('On one.') + next))).toEqual(['[1] : On one.', '[2] : On two.']);
});

test('knows no entities of a document type, however they multiply', async () => {
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const bytes = makeZip({ 'word/document.xml': `${bomb}<w:document>${p('Text &b; &f; end.')}</w:document>` });
  const shown = (await readShown('a.docx', bytes)).join();
  expect(shown).toMatch(/Text .*end\./);
  expect(shown).not.toMatch(/aaaa|root:/);
});

test('reads on where the XML breaks off or is nested without end', async () => {
  const open = Array.from({ length: 100_000 }, (_, at) => `<w:x${at}>`).join('');
  expect(
    await readShown('a.docx', makeZip({ 'word/document.xml': `<w:document>${open}${p('Deep.')}` })),
  ).toEqual([': Deep.']);
  const cut = makeZip({ 'word/document.xml': `<w:document>${p('Whole.')}<w:p><w:r><w:t>Half` });
  expect((await readShown('a.docx', cut))[0]).toMatch(/^: Whole\./);
});
