import { extname } from 'node:path';
import { decodeText } from './decode-text.ts';
import { htmlBlocks } from './formats/html.ts';
import { markdownBlocks } from './formats/markdown.ts';
import { plainBlocks } from './formats/plain.ts';
import { CODE_EXTENSIONS, readSourceCode } from './formats/source-code.ts';
import type { ReadContext, ReadResult } from './read-result.ts';
import { UnreadableDocument } from './unreadable-document.ts';

const MARKDOWN = new Set(['.md', '.markdown', '.mdx']);
const HTML = new Set(['.html', '.htm', '.xhtml']);
const DELIMITED = new Set(['.csv', '.tsv', '.tab']);
const JSON_NAMES = new Set(['.json', '.jsonl', '.ndjson', '.geojson']);
const HTML_START =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b/i;

/** A file of nothing but text, as what its name says that it is. @throws UnreadableDocument `unsupported_type` */
export async function readText(
  bytes: Uint8Array,
  { filename }: ReadContext,
): Promise<ReadResult & { mediaType: string }> {
  const decoded = decodeText(bytes);
  if (decoded === null) {
    throw new UnreadableDocument('unsupported_type', 'This is no text, and of no kind that can be read');
  }
  const { text, broken } = decoded;
  const read = await readByName(text, extname(filename).toLowerCase());
  const warnings = broken ? ['Some letters could not be read; they are shown as �'] : [];
  return { ...read, warnings: [...warnings, ...read.warnings] };
}

async function readByName(text: string, name: string): Promise<ReadResult & { mediaType: string }> {
  const nothing = { title: null, pages: null, warnings: [] };
  if (HTML_START.test(text) || HTML.has(name)) {
    return { ...nothing, ...htmlBlocks(text), mediaType: 'text/html' };
  }
  if (MARKDOWN.has(name)) return { ...nothing, blocks: markdownBlocks(text), mediaType: 'text/markdown' };
  if (DELIMITED.has(name)) {
    const { readDelimited } = await import('./formats/delimited.ts');
    return { ...readDelimited(text), mediaType: 'text/csv' };
  }
  if (JSON_NAMES.has(name)) {
    const { readJson } = await import('./formats/json.ts');
    const read = readJson(text);
    if (read !== null) return { ...read, mediaType: 'application/json' };
    const warnings = ['This is not valid JSON; it was read as text'];
    return { ...readSourceCode(text), warnings, mediaType: 'text/plain' };
  }
  if (CODE_EXTENSIONS.has(name)) return { ...readSourceCode(text), mediaType: 'text/plain' };
  return { ...nothing, blocks: plainBlocks(text), mediaType: 'text/plain' };
}
