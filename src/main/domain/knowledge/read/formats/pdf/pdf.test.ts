import { expect, test } from 'vitest';
import { makePdf, type PdfText, pageOf } from '../../../../../../../tests/support/make-pdf.ts';
import { readBytes } from '../../read-bytes.ts';

const read = (bytes: Uint8Array) => readBytes(bytes, { filename: 'a.pdf', onProgress: () => {} });
const refusal = (bytes: Uint8Array) => read(bytes).catch(({ code }) => code);

test('keeps the page and the headings of what it reads', async () => {
  const { passages, pages, title, mediaType } = await read(
    makePdf(
      [
        [{ text: 'Bicycle manual', y: 780, size: 24 }, ...pageOf(['', '', '', '', 'Read this first.'])],
        [
          { text: 'Brakes', y: 780, size: 16 },
          { text: 'Check the pads every month, and when-', y: 740 },
          { text: 'ever they squeak.', y: 726 },
          { text: 'Replace them at 2 mm.', y: 690 },
        ],
      ],
      { title: 'The manual' },
    ),
  );
  expect({ pages, title, mediaType }).toEqual({
    pages: 2,
    title: 'The manual',
    mediaType: 'application/pdf',
  });
  expect(passages.map(({ heading, page, content }) => [heading, page, content])).toEqual([
    ['Bicycle manual', 1, 'Read this first.'],
    [
      'Bicycle manual › Brakes',
      2,
      'Check the pads every month, and whenever they squeak.\n\nReplace them at 2 mm.',
    ],
  ]);
});

test('finds headings in the table of contents where they are as small as the rest', async () => {
  const page = (title: string, text: string): PdfText[] => [
    { text: title, y: 780 },
    { text, y: 740 },
  ];
  const bytes = makePdf([page('1. Chain', 'Oil it.'), page('2. Wheels', 'Pump them up.')], {
    outline: [
      { title: 'Chain', page: 1 },
      { title: 'Wheels', page: 2 },
    ],
  });
  const { passages } = await read(bytes);
  expect(passages.map(({ heading, content }) => [heading, content])).toEqual([
    ['1. Chain', 'Oil it.'],
    ['2. Wheels', 'Pump them up.'],
  ]);
});

test('leaves out what is printed on every page', async () => {
  const bytes = makePdf(
    Array.from({ length: 12 }, (_, at) => [
      { text: 'ACME Corporation', y: 810, size: 9 },
      { text: `The text of chapter ${'abcdefghijkl'[at]} is here.`, y: 700 },
      { text: `Page ${at + 1} of 12`, y: 30, size: 9 },
    ]),
  );
  const { passages } = await read(bytes);
  const text = passages.map(({ content }) => content).join('\n');
  expect(text).not.toMatch(/ACME|Page \d/);
  expect(passages).toHaveLength(12);
});

test('says the names of the columns in every row of a table', async () => {
  const row = (y: number, ...cells: string[]) => cells.map((text, at) => ({ text, y, x: 72 + at * 120 }));
  const bytes = makePdf([
    [
      { text: 'These are the prices of this year, which may change.', y: 760 },
      ...row(730, 'Item', 'Price', 'Colour'),
      ...row(716, 'Lamp', '12', 'red'),
      ...row(702, 'Chair', '40', 'blue'),
      { text: 'All of them without tax.', y: 680 },
    ],
  ]);
  expect((await read(bytes)).passages.map(({ content }) => content)).toEqual([
    'These are the prices of this year, which may change.\n\n' +
      'Item: Lamp; Price: 12; Colour: red\nItem: Chair; Price: 40; Colour: blue\n\nAll of them without tax.',
  ]);
});

test('the wide gap after the sign of a list makes no table', async () => {
  const item = (y: number, sign: string, text: string) => [
    { text: sign, y, x: 72 },
    { text, y, x: 100 },
  ];
  const { passages } = await read(
    makePdf([[...item(740, '1.', 'Open it.'), ...item(726, '2.', 'Close it.')]]),
  );
  expect(passages.map(({ content }) => content)).toEqual(['1. Open it.\n\n2. Close it.']);
});

test('says why it cannot be read', async () => {
  const text = [[{ text: 'A secret', y: 700 }]];
  expect(await refusal(makePdf(text, { encrypted: true }))).toBe('encrypted');
  expect(await refusal(makePdf([[], [], []]))).toBe('no_text');
  expect(await refusal(makePdf(text).slice(0, 60))).toBe('damaged');
  expect(await refusal(new TextEncoder().encode('%PDF-1.7 nothing more'))).toBe('damaged');
});
