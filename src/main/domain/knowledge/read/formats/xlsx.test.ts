import { expect, test } from 'vitest';
import { readShown, relations } from '../reading.test-data.ts';
import { makeZip } from '../zip.test-data.ts';

const xlsx = (sheet: string, more: Record<string, string> = {}) =>
  makeZip({
    'xl/workbook.xml': '<workbook><sheets><sheet name="Stock" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations({ rId1: ['worksheet', 'worksheets/sheet1.xml'] }),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  });
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (at: string, value: string, style = 0) =>
  `<c r="${at}" s="${style}"><f>1+1</f><v>${value}</v></c>`;

test('says the names of the columns in every row, dates and percents as people write them', async () => {
  const sheet =
    `<row>${text('A1', 'All lamps')}</row>` +
    `<row>${text('A2', 'Item')}${text('C2', 'Since')}${text('D2', 'Share')}${text('E2', 'Price')}</row>` +
    `<row>${text('A3', 'Lamp')}${number('C3', '45352', 1)}${number('D3', '0.125', 2)}${number('E3', '0.30000000000000004')}</row>` +
    `<row/><row>${text('A9', 'Second table')}</row>`;
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="9"/></cellXfs></styleSheet>';
  expect(await readShown('a.xlsx', xlsx(sheet, { 'xl/styles.xml': styles }))).toEqual([
    '[1] Stock: All lamps\n\nItem: Lamp; Since: 2024-03-01; Share: 12.5%; Price: 0.3\n\nSecond table',
  ]);
});

test('reads shared strings without how they are pronounced', async () => {
  const strings =
    '<sst><si><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>Bell</t></si></sst>';
  const sheet =
    '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="s"><v>99</v></c></row>';
  expect(await readShown('a.xlsx', xlsx(sheet, { 'xl/sharedStrings.xml': strings }))).toEqual([
    '[1] Stock: 東京; Bell; yes',
  ]);
});

test('a cell in the last corner of a sheet takes no room', async () => {
  const sheet = `<row r="1048576">${text('A1048576', 'Far')}${text('XFD1048576', 'away')}</row>`;
  expect(await readShown('a.xlsx', xlsx(sheet))).toEqual(['[1] Stock: Far: away']);
});
