import type { Archive } from './unzip.ts';

const DECLARED = new Set([
  'application/epub+zip',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]);

const OFFICE = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/**
 * What kind of document an archive holds, by what is in it; null where it is no document. Files with macros are read
 * as those without: macros are never looked at.
 */
export function archiveType(archive: Archive): string | null {
  const names = new Set(archive.names);
  for (const [part, mediaType] of Object.entries(OFFICE)) if (names.has(part)) return mediaType;
  const declared = names.has('mimetype') ? archive.read('mimetype') : null;
  const mediaType = declared === null ? '' : Buffer.from(declared).toString('latin1').trim();
  if (DECLARED.has(mediaType)) return mediaType;
  return names.has('META-INF/container.xml') ? 'application/epub+zip' : null;
}
