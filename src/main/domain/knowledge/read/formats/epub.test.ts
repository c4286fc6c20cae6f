import { expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { readShown } from '../reading.test-data.ts';
import { makeZip } from '../zip.test-data.ts';

const book = (more: Record<string, string> = {}) =>
  makeZip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    'OEBPS/book.opf':
      '<package><metadata><dc:title>Two Tales</dc:title></metadata><manifest>' +
      '<item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="text/a%20b.xhtml"/><item id="b" href="text/b.xhtml"/>' +
      '</manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>',
    'OEBPS/nav.xhtml':
      '<html><nav><a href="text/b.xhtml#x">The <b>Second</b></a><a href="text/a%20b.xhtml">The First</a></nav></html>',
    'OEBPS/text/a b.xhtml': '<html><body><h2>Its own name</h2><p>Once upon a time.</p></body></html>',
    'OEBPS/text/b.xhtml': '<html><body><p>And then.</p></body></html>',
    ...more,
  });

test('keeps chapters in the order of reading, named by themselves or by the contents', async () => {
  expect(await readShown('a.epub', book())).toEqual([
    'The Second: And then.',
    'The Second › Its own name: Once upon a time.',
  ]);
  const read = await readBytes(new Uint8Array(book()), { filename: 'a.epub', onProgress: () => {} });
  expect(read).toMatchObject({ title: 'Two Tales', pages: null, mediaType: 'application/epub+zip' });
});

test('says that a book is protected, but not because of its fonts', async () => {
  const locked = (uri: string, algorithm: string) => ({
    'META-INF/encryption.xml': `<encryption><EncryptionMethod Algorithm="${algorithm}"/><CipherReference URI="${uri}"/></encryption>`,
  });
  const aes = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
  await expect(readShown('a.epub', book(locked('OEBPS/text/b.xhtml', aes)))).rejects.toMatchObject({
    code: 'encrypted',
  });
  const fonts = locked('OEBPS/font.otf', 'http://www.idpf.org/2008/embedding');
  expect(await readShown('a.epub', book(fonts))).toHaveLength(2);
});

test('says which chapter is missing', async () => {
  const bytes = book({ 'OEBPS/text/b.xhtml': '\0\0\0' });
  const read = await readBytes(new Uint8Array(bytes), { filename: 'a.epub', onProgress: () => {} });
  expect(read.warnings).toEqual(['Chapter 1 is missing']);
});
