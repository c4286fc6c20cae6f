import { detectType } from './detect-type.ts';
import type { ReadDocument } from './passage.ts';
import { byCharacters, type PassageCut } from './passage-measure.ts';
import { readArchive } from './read-archive.ts';
import { READ_LIMITS } from './read-limits.ts';
import type { ReadContext, ReadResult } from './read-result.ts';
import { readText } from './read-text.ts';
import { splitPassages } from './split-passages.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/**
 * What a file holds, as passages.
 *
 * @param cut how long these are; null where Tomo decides
 * @throws UnreadableDocument
 */
export async function readBytes(
  bytes: Uint8Array,
  context: ReadContext,
  cut: PassageCut | null = null,
): Promise<ReadDocument> {
  const { mediaType, ...result } = await readByType(bytes, context).catch(refuse);
  const characters = result.blocks.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > READ_LIMITS.characters) {
    throw new UnreadableDocument('too_large', 'The document has more text than can be searched');
  }
  const passages =
    cut === null ? splitPassages(result.blocks) : splitPassages(result.blocks, byCharacters(cut));
  if (passages.length === 0) throw new UnreadableDocument('no_text', 'There is no text in the document');
  const heading = result.blocks.find(({ kind, level }) => kind === 'heading' && level === 1);
  return {
    title: result.title ?? heading?.text.slice(0, 300) ?? null,
    mediaType,
    pages: result.pages,
    passages,
    warnings: result.warnings,
  };
}

async function readByType(
  bytes: Uint8Array,
  context: ReadContext,
): Promise<ReadResult & { mediaType: string }> {
  switch (detectType(bytes)) {
    case 'pdf': {
      const { readPdf } = await import('./formats/pdf/pdf.ts');
      return { mediaType: 'application/pdf', ...(await readPdf(bytes, context)) };
    }
    case 'archive':
      return await readArchive(bytes, context);
    case 'rtf': {
      const { readRtf } = await import('./formats/rtf.ts');
      return { mediaType: 'application/rtf', ...readRtf(bytes) };
    }
    case 'text':
      return await readText(bytes, context);
    case 'image': {
      const { readImage } = await import('./formats/image.ts');
      return await readImage(bytes, context);
    }
  }
}

/** A parser that gives up on a file says so in its own ways. */
function refuse(error: unknown): never {
  if (error instanceof UnreadableDocument) throw error;
  throw new UnreadableDocument('damaged', 'The file is damaged, so that it cannot be read');
}
