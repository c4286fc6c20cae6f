import { posix } from 'node:path';
import { BlockList } from '../block-list.ts';
import { decodeText } from '../decode-text.ts';
import type { ReadContext, ReadResult } from '../read-result.ts';
import { UnreadableDocument } from '../unreadable-document.ts';
import type { Archive } from '../unzip.ts';
import { chapterNames } from './epub-chapters.ts';
import { htmlBlocks } from './html.ts';
import { requiredPart, titleIn } from './office-package.ts';
import { parseXml } from './xml.ts';

const CONTAINER = 'META-INF/container.xml';
/** Fonts are disguised in books that anybody may read. */
const FONT_DISGUISES = /idpf\.org\/2008\/embedding|adobe\.com\/pdf\/enc#RC/;

/** A book (EPUB 3.3, and 2): its chapters in the order of reading; where one has no heading, the contents name it. */
export function readEpub(archive: Archive, { onProgress }: ReadContext): ReadResult {
  const bookPart = rootFile(archive);
  const book = requiredPart(archive, bookPart);
  const { chapters, contents } = spineOf(book, posix.dirname(bookPart));
  refuseLocked(archive, chapters);
  const names = chapterNames(archive, contents);
  const list = new BlockList();
  const warnings: string[] = [];
  for (const [at, chapter] of chapters.entries()) {
    const bytes = archive.read(chapter);
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded === null) warnings.push(`Chapter ${at + 1} is missing`);
    else addChapter(list, decoded.text, names.get(chapter));
    onProgress(at + 1, chapters.length);
  }
  return { title: titleIn(book), pages: null, blocks: list.blocks, warnings };
}

function addChapter(list: BlockList, html: string, name: string | undefined): void {
  const { blocks } = htmlBlocks(html);
  if (blocks.length === 0) return;
  if (name !== undefined && blocks.every(({ kind }) => kind !== 'heading')) list.heading(name, 1, null);
  list.addAll(blocks);
}

function rootFile(archive: Archive): string {
  let path = '';
  parseXml(requiredPart(archive, CONTAINER), {
    open: (name, attributes) => {
      if (name === 'rootfile' && path === '') path = attributes['full-path'] ?? '';
    },
  });
  return path;
}

/** The names of a book's chapters in their order, and of the files that list them. */
function spineOf(book: Uint8Array, folder: string): { chapters: string[]; contents: string[] } {
  const files = new Map<string, string>();
  const chapters: string[] = [];
  const contents: string[] = [];
  parseXml(book, {
    open: (name, { id, href, idref, properties = '', 'media-type': mediaType }) => {
      if (name === 'item' && id !== undefined && href !== undefined) {
        const path = posix.join(folder, decoded(href));
        files.set(id, path);
        if (properties.split(' ').includes('nav') || mediaType === 'application/x-dtbncx+xml')
          contents.push(path);
      } else if (name === 'itemref') {
        const path = files.get(idref ?? '');
        if (path !== undefined) chapters.push(path);
      }
    },
  });
  return { chapters: chapters.filter((path) => !contents.includes(path)), contents };
}

function refuseLocked(archive: Archive, chapters: readonly string[]): void {
  const bytes = archive.read('META-INF/encryption.xml');
  if (bytes === null) return;
  let disguised = false;
  parseXml(bytes, {
    open: (name, attributes) => {
      if (name === 'EncryptionMethod') disguised = FONT_DISGUISES.test(attributes.Algorithm ?? '');
      if (name !== 'CipherReference' || disguised) return;
      if (!chapters.includes(posix.normalize(decoded(attributes.URI ?? '')))) return;
      throw new UnreadableDocument('encrypted', 'The book is protected by its shop and cannot be read here');
    },
  });
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
