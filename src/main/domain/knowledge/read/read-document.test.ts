import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentReader } from './read-document.ts';

const ENTRY = fileURLToPath(new URL('../../../document-reader.ts', import.meta.url));
const read = documentReader(ENTRY);
const NEVER = new AbortController().signal;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tomo-read-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

const contents = async (name: string, content: string | Uint8Array) =>
  (await read(await file('document', content), { filename: name, signal: NEVER })).passages.map(
    (passage) => `${passage.heading ?? ''}: ${passage.content}`,
  );

test('reads Markdown by its headings, lists, tables and code', async () => {
  const text =
    '---\nlayout: x\n---\n# Guide\n\nSome *plain* [words](http://x).\n\n- one\n- two\n  - three\n\n' +
    '## Code\n\n```js\nlet a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
  expect(await contents('guide.md', text)).toEqual([
    'Guide: Some plain words.\n\n- one\n- two\n  - three',
    'Guide › Code: let a = 1;\n\na: 1; b: 2',
  ]);
});

test('reads HTML without running or fetching anything of it', async () => {
  const html =
    '<!doctype html><html><head><title>Shop</title><style>p{}</style></head><body><nav>Menu</nav>' +
    '<h1>Prices</h1><p>Apples &amp; pears<br>are <b>cheap</b>.</p><script>alert(1)</script>' +
    '<table><tr><th>Fruit</th><th>Euro</th></tr><tr><td>Apple</td><td>2</td></tr></table>' +
    '<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><pre>  a\n  b</pre><img src="http://127.0.0.1:1/x">';
  expect(await contents('whatever.txt', html)).toEqual([
    'Prices: Apples & pears\nare cheap.\n\nFruit: Apple; Euro: 2\n\n- one\n  - inner\n- two\n\n  a\n  b',
  ]);
});

test.each([
  ['utf-8', Buffer.from('Größe: 5 €')],
  ['utf-8 with a mark', Buffer.from('\uFEFFGröße: 5 €')],
  ['utf-16le with a mark', Buffer.from('\uFEFFGröße: 5 €', 'utf16le')],
  ['utf-16le without one', Buffer.from('Größe: 5 €. And some more words.', 'utf16le')],
  ['windows-1252', Buffer.from('Größe: 5 \x80 ist das, was hier auf dem Schild steht.', 'latin1')],
])('reads %s', async (_name, bytes) => {
  expect((await contents('a.txt', bytes))[0]).toMatch(/^: Größe: 5 €/);
});

test('reads Shift JIS and GB 18030', async () => {
  // 図書館は九時に開きます。毎週月曜日は休みです。
  const japanese =
    '907d8f918ad982cd8be38e9e82c98a4a82ab82dc82b7814296888f548c8e976a93fa82cd8b7882dd82c582b78142';
  expect((await contents('a.txt', Buffer.from(japanese.repeat(3), 'hex')))[0]).toContain(
    '図書館は九時に開きます',
  );
  const chinese = 'cdbccaebb9ddbec5b5e3bfaac3c5a1a3c3bfd6dcd2bbd0ddcfa2a1a3';
  expect((await contents('a.txt', Buffer.from(chinese.repeat(3), 'hex')))[0]).toMatch(/九点开门/);
});

test('replaces what is broken and says so', async () => {
  const path = await file(
    'a.txt',
    Buffer.concat([Buffer.from('größer '.repeat(50)), Buffer.from([0xc3, 0x28])]),
  );
  const { warnings, passages } = await read(path, { filename: 'a.txt', signal: NEVER });
  expect(passages[0]?.content).toContain('größer größer');
  expect(warnings).toHaveLength(1);
});

test.each([
  ['empty', 'a.txt', ''],
  ['no_text', 'a.txt', ' \n\n '],
  ['unsupported_type', 'a.txt', Buffer.from([1, 2, 3, 0, 0, 9, 8, 200, 0])],
  ['unsupported_type', 'setup.pdf', Buffer.from('MZ\x90\0', 'latin1')],
  ['unsupported_type', 'old.doc', Buffer.from('\xd0\xcf\x11\xe0rest', 'latin1')],
  ['encrypted', 'new.docx', Buffer.from(`\xd0\xcf\x11\xe0${[...'EncryptedPackage'].join('\0')}`, 'latin1')],
])('refuses with %s', async (code, name, content) => {
  const path = await file('document', content);
  await expect(read(path, { filename: name, signal: NEVER })).rejects.toMatchObject({
    name: 'UnreadableDocument',
    code,
  });
});

test('gives up on one that hangs, or that takes all memory, and stops when it is told to', async () => {
  const path = await file('a.txt', 'text');
  const program = async (body: string) => await file(`program-${body.length}.mjs`, body);
  const hangs = documentReader(await program('for (;;) {}'), { silenceMs: 300, totalMs: 60_000 });
  await expect(hangs(path, { filename: 'a', signal: NEVER })).rejects.toMatchObject({ code: 'timed_out' });
  const grows = documentReader(
    await program('const a = []; for (;;) a.push(new Array(1e5).fill(a.length + 0.5));'),
  );
  await expect(grows(path, { filename: 'a', signal: NEVER })).rejects.toMatchObject({ code: 'too_large' });
  const ends = documentReader(await program('process.exit(0);'));
  await expect(ends(path, { filename: 'a', signal: NEVER })).rejects.toMatchObject({ code: 'damaged' });
  const stop = new AbortController();
  const reading = documentReader(await program('setInterval(() => {}, 1000);'))(path, {
    filename: 'a',
    signal: stop.signal,
  });
  stop.abort(new Error('stopped'));
  await expect(reading).rejects.toThrow('stopped');
});

test('a file that is gone is the file system’s error', async () => {
  await expect(read(join(directory, 'gone'), { filename: 'a', signal: NEVER })).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
