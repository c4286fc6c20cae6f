import { expect, test } from 'vitest';
import { readShown } from '../reading.test-data.ts';
import { makeZip } from '../zip.test-data.ts';

const open = (kind: string, body: string, more: Record<string, string> = {}) =>
  makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/></office:automatic-styles><office:body>${body}</office:body></office:document-content>`,
    ...more,
  });
const p = (text: string) => `<text:p>${text}</text:p>`;

test('keeps headings, lists, code, notes and tables of a text', async () => {
  const body =
    '<office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>' +
    '<text:h text:outline-level="1">Garden</text:h>' +
    p(
      'Water<text:s text:c="2"/>it<text:note><text:note-citation>1</text:note-citation><text:note-body>' +
        `${p('Daily.')}</text:note-body></text:note>.`,
    ) +
    `<text:list><text:list-item>${p('roses')}<text:list><text:list-item>${p('red')}</text:list-item></text:list></text:list-item></text:list>` +
    '<text:p text:style-name="P1">x = 1</text:p>' +
    `<table:table><table:table-header-rows><table:table-row><table:table-cell>${p('Plant')}</table:table-cell><table:table-cell>${p('Month')}</table:table-cell></table:table-row></table:table-header-rows>` +
    `<table:table-row><table:table-cell>${p('Tulip')}</table:table-cell><table:table-cell>${p('April')}</table:table-cell></table:table-row></table:table></office:text>`;
  expect(await readShown('a.odt', open('text', body))).toEqual([
    'Garden: Water it.\n\nDaily.\n\n- roses\n  - red\n\nx = 1\n\nPlant: Tulip; Month: April',
  ]);
});

test('reads sheets, and cells that are said to repeat without end', async () => {
  const cell = (text: string, more = '') => `<table:table-cell ${more}>${p(text)}</table:table-cell>`;
  const body =
    '<office:spreadsheet><table:table table:name="Year">' +
    `<table:table-row>${cell('a', 'table:number-columns-repeated="999999999"')}${cell('b')}</table:table-row>` +
    '</table:table></office:spreadsheet>';
  expect(await readShown('a.ods', open('spreadsheet', body))).toEqual(['[1] Year: a: b']);
});

test('says that a document is locked', async () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  const bytes = open('text', 'xxxx', { 'META-INF/manifest.xml': manifest });
  await expect(readShown('a.odt', bytes)).rejects.toMatchObject({ code: 'encrypted' });
});
