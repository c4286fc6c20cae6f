import { archiveType } from './archive-type.ts';
import type { ReadContext, ReadResult } from './read-result.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { type Archive, openArchive } from './unzip.ts';

type ArchiveReader = (archive: Archive, context: ReadContext) => ReadResult;

/** A document that is an archive: those of Office, OpenDocument, and books. @throws UnreadableDocument */
export async function readArchive(
  bytes: Uint8Array,
  context: ReadContext,
): Promise<ReadResult & { mediaType: string }> {
  const archive = openArchive(bytes);
  const mediaType = archiveType(archive);
  if (mediaType === null) {
    throw new UnreadableDocument(
      'unsupported_type',
      'This is an archive of files. Unpack it, and upload the documents that are in it',
    );
  }
  const read = await readerOf(mediaType);
  return { ...read(archive, context), mediaType };
}

async function readerOf(mediaType: string): Promise<ArchiveReader> {
  if (mediaType.includes('wordprocessingml')) return (await import('./formats/docx.ts')).readDocx;
  if (mediaType.includes('spreadsheetml')) return (await import('./formats/xlsx.ts')).readXlsx;
  if (mediaType.includes('presentationml')) return (await import('./formats/pptx.ts')).readPptx;
  if (mediaType.includes('epub')) return (await import('./formats/epub.ts')).readEpub;
  return (await import('./formats/open-document.ts')).readOpenDocument;
}
