import { extname } from 'node:path';
import { decodeText } from './decode-text.ts';
import { detectType } from './detect-type.ts';
import type { ReadDocument } from './passage.ts';
import { READ_LIMITS } from './read-limits.ts';
import type { ReadContext, ReadResult } from './read-result.ts';
import { splitPassages } from './split-passages.ts';
import { UnreadableDocument } from './unreadable-document.ts';

const MARKDOWN = new Set(['.md', '.markdown', '.mdx']);
const HTML_START =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b/i;

/** What a file holds, as passages. @throws UnreadableDocument */
export async function readBytes(bytes: Uint8Array, context: ReadContext): Promise<ReadDocument> {
  const { mediaType, ...result } = await readByType(bytes, context);
  const characters = result.blocks.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > READ_LIMITS.characters) {
    throw new UnreadableDocument('too_large', 'The document has more text than can be searched');
  }
  const passages = splitPassages(result.blocks);
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
    case 'text':
      return await readText(bytes, context);
    default:
      throw new UnreadableDocument('unsupported_type', 'This kind of file cannot be read yet');
  }
}

async function readText(
  bytes: Uint8Array,
  { filename }: ReadContext,
): Promise<ReadResult & { mediaType: string }> {
  const decoded = decodeText(bytes);
  if (decoded === null) {
    throw new UnreadableDocument('unsupported_type', 'This is no text, and of no kind that can be read');
  }
  const { text, broken } = decoded;
  const warnings = broken ? ['Some letters could not be read; they are shown as �'] : [];
  const name = extname(filename).toLowerCase();
  if (HTML_START.test(text) || name === '.html' || name === '.htm') {
    const { htmlBlocks } = await import('./formats/html.ts');
    return { ...htmlBlocks(text), mediaType: 'text/html', pages: null, warnings };
  }
  if (MARKDOWN.has(name)) {
    const { markdownBlocks } = await import('./formats/markdown.ts');
    return { title: null, blocks: markdownBlocks(text), mediaType: 'text/markdown', pages: null, warnings };
  }
  const { plainBlocks } = await import('./formats/plain.ts');
  return { title: null, blocks: plainBlocks(text), mediaType: 'text/plain', pages: null, warnings };
}
