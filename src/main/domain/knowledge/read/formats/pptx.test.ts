import { expect, test } from 'vitest';
import { readShown, relations } from '../reading.test-data.ts';
import { makeZip } from '../zip.test-data.ts';

const shape = (text: string, placeholder = '', level = 0) =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder === '' ? '' : `<p:ph type="${placeholder}"/>`}</p:nvPr></p:nvSpPr>` +
  `<p:txBody><a:p><a:pPr lvl="${level}"/><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
const slide = (...shapes: string[]) =>
  `<p:sld><p:cSld><p:spTree>${shapes.join('')}</p:spTree></p:cSld></p:sld>`;

test('keeps slides in their order with titles, text, tables and notes', async () => {
  const cell = (text: string) => `<a:tc><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const table =
    `<a:tbl><a:tblPr firstRow="1"/><a:tr>${cell('City')}${cell('People')}</a:tr>` +
    `<a:tr>${cell('Lyon')}${cell('500000')}</a:tr></a:tbl>`;
  const bytes = makeZip({
    'ppt/presentation.xml':
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations({
      rId1: ['slide', 'slides/slide1.xml'],
      rId2: ['slide', '/ppt/slides/slide2.xml'],
    }),
    'ppt/slides/slide1.xml': slide(shape('Cities', 'title'), table, shape('7', 'sldNum')),
    'ppt/slides/slide2.xml': slide(shape('Welcome', 'ctrTitle'), shape('To all.'), shape('inner', 'body', 1)),
    'ppt/slides/_rels/slide2.xml.rels': relations({ rId1: ['notesSlide', '../notesSlides/notesSlide1.xml'] }),
    'ppt/notesSlides/notesSlide1.xml': slide(shape('Smile.', 'body'), shape('1', 'sldNum')),
  });
  expect(await readShown('a.pptx', bytes)).toEqual([
    '[1] Welcome: To all.\n\n  - inner\n\nSmile.',
    '[2] Cities: City: Lyon; People: 500000',
  ]);
});

test('fetches nothing that a slide points to outside', async () => {
  const bytes = makeZip({
    'ppt/presentation.xml': '<p><p:sldId r:id="a"/><p:sldId r:id="b"/></p>',
    'ppt/_rels/presentation.xml.rels':
      '<R><Relationship Id="a" Type="x/slide" Target="http://127.0.0.1:1/s.xml" TargetMode="External"/>' +
      '<Relationship Id="b" Type="x/slide" Target="../../../etc/passwd"/></R>',
  });
  await expect(readShown('a.pptx', bytes)).rejects.toMatchObject({ code: 'no_text' });
});
