import type { ReadResult } from '../read-result.ts';
import { UnreadableDocument } from '../unreadable-document.ts';
import type { Archive } from '../unzip.ts';
import { requiredPart, titleIn } from './office-package.ts';
import { OpenDocumentBody } from './open-document-body.ts';
import { parseXml } from './xml.ts';

/** A text, spreadsheet or presentation of OpenDocument (OASIS ODF 1.3, part 3). */
export function readOpenDocument(archive: Archive): ReadResult {
  const manifest = archive.read('META-INF/manifest.xml');
  if (manifest !== null && isEncrypted(manifest)) {
    throw new UnreadableDocument('encrypted', 'The file is locked with a password. Save it without one');
  }
  const body = new OpenDocumentBody();
  body.read(requiredPart(archive, 'content.xml'));
  return {
    title: titleIn(archive.read('meta.xml')),
    pages: body.pages,
    blocks: body.list.blocks,
    warnings: [],
  };
}

function isEncrypted(manifest: Uint8Array): boolean {
  let found = false;
  parseXml(manifest, {
    open: (name) => {
      found ||= name === 'encryption-data';
    },
  });
  return found;
}
