import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePdf } from '../../../../../tests/support/make-pdf.ts';
import { readBytes } from './read-bytes.ts';
import { documentReader } from './read-document.ts';
import { makeZip } from './zip.test-data.ts';

const read = documentReader(fileURLToPath(new URL('../../../document-reader.ts', import.meta.url)));
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-hostile-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

async function outcome(filename: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(directory, 'document');
  await writeFile(path, bytes);
  try {
    return (await read(path, { filename, signal: new AbortController().signal })).mediaType;
  } catch (error) {
    const { name, code } = error as { name: string; code: string };
    return name === 'UnreadableDocument' ? code : `${error}`;
  }
}

const document = (text: string) =>
  `<w:document><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;
const docx = (text: string) => makeZip({ 'word/document.xml': document(text) });

test('reads documents as what they are, whatever they are called', async () => {
  expect(await outcome('letter.pdf', docx('Hello.'))).toMatch(/wordprocessingml/);
  expect(await outcome('letter.docx', makePdf([[{ text: 'Hello.', y: 700 }]]))).toBe('application/pdf');
  expect(await outcome('letter.docx', '{\\rtf1 Hello.}')).toBe('application/rtf');
  expect(
    await outcome(
      'macros.docm',
      makeZip({ 'word/document.xml': document('Hi.'), 'word/vbaProject.bin': 'x' }),
    ),
  ).toMatch(/wordprocessingml/);
});

test('refuses archives that are none of a document, or hold more than they seem to', async () => {
  expect(await outcome('a.docx', makeZip({ 'virus.exe': 'MZ', 'inner.zip': makeZip({ a: 'b' }) }))).toBe(
    'unsupported_type',
  );
  expect(await outcome('a.docx', docx('x').subarray(0, 100))).toBe('damaged');
  expect(await outcome('a.docx', docx(' '))).toBe('no_text');
  expect(await outcome('a.docx', docx('x'.repeat(30_000_000)))).toBe('too_large');
});

test('files with random damage are read or refused, and say why', async () => {
  const whole = [
    makePdf([[{ text: 'A page of text.', y: 700 }]]),
    docx('A paragraph.'),
    Buffer.from("{\\rtf1\\ansi {\\b Bold} text \\u8364? \\'e9 {\\*\\x y}\\par}"),
    Buffer.from('<html><body><h1>A</h1><table><tr><td>b<ul><li>c</table><pre>d'),
    Buffer.from('# A\n\n| b | c |\n|---|---|\n| d | e |\n\n- f\n  - g\n\n```\nh'),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
      fc.constantFrom('a.html', 'a.md', 'a.csv', 'a.json', 'a.py', 'a'),
      async (which, changes, filename) => {
        const bytes = Uint8Array.from(whole[which] as Uint8Array);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        try {
          const { passages } = await readBytes(bytes, { filename, onProgress: () => {} });
          expect(passages.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ name: 'UnreadableDocument' });
          expect((error as Error).message).toMatch(/^[A-Z].{10,}/);
        }
      },
    ),
    { numRuns: 150 },
  );
});
