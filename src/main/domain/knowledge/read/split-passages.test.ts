import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from './block.ts';
import type { Passage } from './passage.ts';
import { byCharacters, byTokens } from './passage-measure.ts';
import { splitPassages } from './split-passages.ts';

const paragraph = (text: string, page: number | null = null): Block => ({ kind: 'paragraph', text, page });
const heading = (text: string, level: number): Block => ({ kind: 'heading', text, level, page: null });

test('keeps the headings above each passage', () => {
  const passages = splitPassages([
    heading('Manual', 1),
    paragraph('Read this first.'),
    heading('Brakes', 2),
    paragraph('Check them.'),
    heading('Pads', 3),
    paragraph('Replace them.'),
    heading('Chain', 2),
    paragraph('Oil it.'),
  ]);
  expect(passages.map(({ heading: above, content }) => [above, content])).toEqual([
    ['Manual', 'Read this first.'],
    ['Manual › Brakes', 'Check them.'],
    ['Manual › Brakes › Pads', 'Replace them.'],
    ['Manual › Chain', 'Oil it.'],
  ]);
});

test('begins anew on another page unless a sentence goes on', () => {
  const passages = splitPassages([
    paragraph('The first page ends.', 1),
    paragraph('The second does', 2),
    paragraph('not.', 3),
  ]);
  expect(passages.map(({ page, content }) => [page, content])).toEqual([
    [1, 'The first page ends.'],
    [2, 'The second does\n\nnot.'],
  ]);
});

test('long texts overlap by whole sentences', () => {
  const sentences = Array.from({ length: 60 }, (_, at) => `Sentence number ${at} says something.`);
  const passages = splitPassages([paragraph(sentences.join(' '))], byTokens(60, 80, 20));
  expect(passages.length).toBeGreaterThan(3);
  for (const [at, passage] of passages.slice(1).entries()) {
    expect(passage.start).toBeLessThan(passages[at]?.end ?? 0);
    expect(passage.content).toMatch(/^Sentence number \d+ says/);
  }
});

test('cuts texts without spaces at their sentences', () => {
  const text = '今日はとても良い天気です。'.repeat(60);
  const passages = splitPassages([paragraph(text)], byTokens(60, 80, 0));
  expect(passages.length).toBeGreaterThan(5);
  for (const { content } of passages) expect(content).toMatch(/。$/);
});

test('keeps code and tables whole where they fit', () => {
  const rows = Array.from({ length: 8 }, (_, at) => `Item: Lamp ${at}; Price: ${at}`).join('\n');
  const words = 'Some words stand before it. '.repeat(6).trim();
  const passages = splitPassages(
    [paragraph(words), { kind: 'table', text: rows, page: null }],
    byTokens(60, 90, 0),
  );
  expect(passages.map(({ content }) => content)).toEqual([words, rows]);
});

test('headings that nothing stands under are found too', () => {
  const passages = splitPassages([
    heading('Prices rise', 1),
    heading('Costs', 1),
    heading('Rent', 2),
    heading('Thank you', 1),
  ]);
  expect(passages.map(({ heading: above, content }) => [above, content])).toEqual([
    [null, 'Prices rise'],
    ['Costs', 'Rent'],
    [null, 'Thank you'],
  ]);
});

test.each([
  ['tokens', byTokens(30, 40, 10), ({ tokens }: Passage) => tokens],
  [
    'characters',
    byCharacters({ sizeCharacters: 40, overlapCharacters: 15 }),
    ({ content }: Passage) => content.length,
  ],
])('by %s, loses nothing, keeps to the size, and says where everything stands', (_unit, measure, sizeOf) => {
  const kind = fc.constantFrom('paragraph', 'list', 'code', 'table', 'heading');
  const text = fc
    .array(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('. ', '\n', '。', 'word ')),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.array(fc.tuple(kind, text), { maxLength: 8 }), (made) => {
      const blocks = made.map(([kind, text]) => ({ kind, text, page: null, level: 1 }) as Block);
      const whole = blocks.map(({ text }) => text).join('\n\n');
      const passages = splitPassages(blocks, measure);
      let covered = '';
      let end = 0;
      for (const passage of passages) {
        expect(whole.slice(passage.start, passage.end)).toBe(passage.content);
        expect(sizeOf(passage)).toBeLessThanOrEqual(40);
        covered += whole.slice(Math.max(end, passage.start), passage.end);
        end = Math.max(end, passage.end);
      }
      const letters = (text: string) => text.replace(/\s/g, '');
      const bodies = blocks.filter(({ kind }) => kind !== 'heading').map(({ text }) => text);
      const headings = blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text);
      expect(letters(covered).length).toBeGreaterThanOrEqual(letters(bodies.join('')).length);
      const above = passages.map(({ heading }) => heading ?? '').join('');
      for (const text of headings) expect(letters(above + covered)).toContain(letters(text));
    }),
    { numRuns: 200 },
  );
});

test('by characters, no passage is longer than asked for, and each begins with the end of the one before', () => {
  const sentences = Array.from(
    { length: 80 },
    (_, at) => `第${at}步：请在设置页面中打开机器人，然后选择知识库。`,
  );
  const cut = { sizeCharacters: 200, overlapCharacters: 60 };
  const passages = splitPassages([paragraph(sentences.join(''))], byCharacters(cut));
  expect(passages.length).toBeGreaterThan(10);
  for (const [at, { content, start }] of passages.entries()) {
    expect(content.length).toBeLessThanOrEqual(200);
    expect(content).toMatch(/^第\d+步.*。$/);
    if (at === 0) continue;
    const overlap = (passages[at - 1]?.end ?? 0) - start;
    expect(overlap).toBeGreaterThan(20);
    expect(overlap).toBeLessThanOrEqual(60);
  }
});

test('by characters, what has no sentences overlaps from a word on', () => {
  const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');
  const cut = { sizeCharacters: 300, overlapCharacters: 50 };
  const passages = splitPassages([paragraph(words)], byCharacters(cut));
  for (const [at, { content, start }] of passages.entries()) {
    expect(content.length).toBeLessThanOrEqual(300);
    expect(content).toMatch(/^word\d+ /);
    if (at > 0) expect((passages[at - 1]?.end ?? 0) - start).toBeGreaterThan(30);
  }
});

test('by characters, other sizes make other passages', () => {
  const text = 'A sentence that says something about the machine. '.repeat(60);
  const countOf = (sizeCharacters: number, overlapCharacters: number) =>
    splitPassages([paragraph(text)], byCharacters({ sizeCharacters, overlapCharacters })).length;
  expect(countOf(300, 0)).toBe(10);
  expect(countOf(300, 100)).toBeGreaterThan(13);
  expect(countOf(3000, 0)).toBe(1);
});
