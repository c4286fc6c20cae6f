import { expect, test } from 'vitest';
import { archiveType } from './archive-type.ts';
import { READ_LIMITS } from './read-limits.ts';
import { openArchive } from './unzip.ts';
import { makeZip } from './zip.test-data.ts';

const limits = { ...READ_LIMITS, unpackedBytes: 8 * 1024 * 1024, archiveEntries: 100 };
const read = (bytes: Uint8Array, name: string) =>
  Buffer.from(openArchive(bytes, limits).read(name) ?? '').toString();

test('reads the parts of an archive', () => {
  const zip = makeZip({ 'a.txt': 'first', 'folder/b.txt': 'second'.repeat(1000) });
  expect(openArchive(zip, limits).names).toEqual(['a.txt', 'folder/b.txt']);
  expect(read(zip, 'a.txt')).toBe('first');
  expect(read(zip, 'folder/b.txt')).toBe('second'.repeat(1000));
  expect(openArchive(zip, limits).read('c.txt')).toBeNull();
});

test('knows documents by their parts', () => {
  const typeOf = (parts: Record<string, string>) => archiveType(openArchive(makeZip(parts), limits));
  expect(typeOf({ 'word/document.xml': '' })).toMatch(/wordprocessingml/);
  expect(typeOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '' })).toMatch(
    /opendocument/,
  );
  expect(typeOf({ 'META-INF/container.xml': '' })).toBe('application/epub+zip');
  expect(typeOf({ 'holiday.jpg': '' })).toBeNull();
});

test('refuses what unpacks to too much', () => {
  const zeros = new Uint8Array(limits.unpackedBytes + 1);
  expect(() => read(makeZip({ bomb: zeros }), 'bomb')).toThrow(/more than can be read/);
  const small = makeZip([{ name: 'bomb', content: zeros, lie: { unpackedBytes: 10 } }]);
  expect(() => read(small, 'bomb')).toThrow(/more than can be read/);
});

test('refuses many parts that are too much together', () => {
  const content = new Uint8Array(1024 * 1024);
  const archive = openArchive(
    makeZip(Array.from({ length: 20 }, (_, at) => ({ name: `${at}`, content }))),
    limits,
  );
  const readAll = () => archive.names.forEach((name) => void archive.read(name));
  expect(readAll).toThrow(/more than can be read/);
});

test('refuses parts that share their bytes', () => {
  const content = 'x'.repeat(1000);
  const zip = makeZip([
    { name: 'a', content },
    { name: 'b', content, lie: { offset: 10 } },
  ]);
  expect(() => openArchive(zip, limits)).toThrow(/damaged/);
});

test('refuses more entries than any document has', () => {
  const parts = Array.from({ length: 101 }, (_, at) => ({ name: `${at}`, content: '' }));
  expect(() => openArchive(makeZip(parts), limits)).toThrow(/more than can be read/);
});

test('says what is wrong with an archive', () => {
  const zip = makeZip({ a: 'text'.repeat(100) });
  expect(() => openArchive(zip.subarray(0, zip.length - 30), limits)).toThrow(/damaged/);
  expect(() => openArchive(new Uint8Array(), limits)).toThrow(/damaged/);
  const locked = makeZip([{ name: 'a', content: 'secret', lie: { flags: 1 } }]);
  expect(() => read(locked, 'a')).toThrow(/password/);
  const changed = makeZip([{ name: 'a', content: 'text', lie: { checksum: 1 } }]);
  expect(() => read(changed, 'a')).toThrow(/damaged/);
});

test('bytes changed anywhere are refused or read, never worse', () => {
  const zip = makeZip({ 'a.txt': 'first', 'b.txt': 'second' });
  for (let at = 0; at < zip.length; at++) {
    for (const value of [0, 0xff]) {
      const bytes = Uint8Array.from(zip);
      bytes[at] = value;
      try {
        const archive = openArchive(bytes, limits);
        archive.names.forEach((name) => void archive.read(name));
      } catch (error) {
        expect(error).toMatchObject({ name: 'UnreadableDocument' });
      }
    }
  }
});
