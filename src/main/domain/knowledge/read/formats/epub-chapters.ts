import { posix } from 'node:path';
import type { Archive } from '../unzip.ts';
import { parseXml } from './xml.ts';

/** What a book's tables of contents (`nav` of EPUB 3, `ncx` of EPUB 2) call its files. */
export function chapterNames(archive: Archive, contents: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const part of contents) {
    const bytes = archive.read(part);
    if (bytes !== null) readContents(bytes, posix.dirname(part), names);
  }
  return names;
}

/** In `nav` the name stands within the link, in `ncx` before it. */
function readContents(bytes: Uint8Array, folder: string, names: Map<string, string>): void {
  let text = '';
  let href: string | undefined;
  const keep = (target: string | undefined): void => {
    const name = text.replace(/\s+/g, ' ').trim();
    if (target === undefined || name === '') return;
    const path = posix.join(folder, target.replace(/#.*/, ''));
    if (!names.has(path)) names.set(path, name);
  };
  parseXml(bytes, {
    open: (name, attributes) => {
      if (name === 'a' || name === 'navLabel') text = '';
      if (name === 'a') href = attributes.href;
      else if (name === 'content') keep(attributes.src);
    },
    close: (name) => {
      if (name === 'a') keep(href);
    },
    text: (more) => {
      text += more;
    },
  });
}
