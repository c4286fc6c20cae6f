import { expect, test } from 'vitest';
import { readShown } from '../reading.test-data.ts';

const rtf = (body: string) => Buffer.from(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`, 'latin1');

test('keeps headings, paragraphs, lists and tables', async () => {
  const body =
    '{\\fonttbl{\\f0\\fcharset0 Arial;}}{\\info{\\title No}}\\pard\\outlinelevel0 Bread\\par\\pard Take {\\b flour}.\\par' +
    '{\\listtext 1.\\tab}Mix it\\par{\\listtext\\bullet\\tab}Bake it\\par' +
    '\\trowd\\trhdr\\pard\\intbl Thing\\cell Grams\\cell\\row\\trowd\\pard\\intbl Flour\\cell 500\\cell\\row\\pard After.\\par';
  expect(await readShown('a.rtf', rtf(body))).toEqual([
    'Bread: Take flour.\n\n1. Mix it\n- Bake it\n\nThing: Flour; Grams: 500\n\nAfter.',
  ]);
});

test('reads the letters of its code pages, and of Unicode', async () => {
  const body =
    "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}\\f0 Gr\\'f6\\'dfe {\\f1 \\'cc\\'e8\\'f0} " +
    "{\\f2 \\'93\\'fa\\'96\\'7b} \\u26085?\\u-10179?\\u-8704? \\uc2\\u8364 EU.";
  expect(await readShown('a.rtf', rtf(body))).toEqual([': Größe Мир 日本 日😀 €.']);
});

test('passes over pictures, embedded files, hidden text and binary data', async () => {
  const body =
    '{\\pict 89504e47}{\\object{\\*\\objdata 0105}}{\\v hidden}{\\*\\unknown what}{\\field{\\*\\fldinst HYPERLINK "http://x"}' +
    '{\\fldrslt here}}\\bin4 {{{{ end.';
  expect(await readShown('a.rtf', rtf(body))).toEqual([': here end.']);
});

test('reads what is cut off, refuses what is nested without end', async () => {
  expect(await readShown('a.rtf', '{\\rtf1 Cut off')).toEqual([': Cut off']);
  expect(await readShown('a.rtf', "{\\rtf1 }}}} Closed too often \\'e")).toHaveLength(1);
  await expect(readShown('a.rtf', `{\\rtf1 ${'{'.repeat(100_000)}`)).rejects.toMatchObject({
    code: 'damaged',
  });
});
