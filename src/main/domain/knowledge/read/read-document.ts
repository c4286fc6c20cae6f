import { readFile } from 'node:fs/promises';
import type { Block } from './block.ts';
import type { ReadDocument } from './passage.ts';
import { splitPassages } from './split-passages.ts';
import { UnreadableDocument } from './unreadable-document.ts';

export interface ReadOptions {
  /** What its sender called it; a hint at what it is. */
  filename: string;
  signal: AbortSignal;
  /** Told how many of a document's pages, or other parts, are read. */
  onProgress?(done: number, total: number): void;
}

/** Reads a document from a file. @throws UnreadableDocument */
export async function readDocument(path: string, { signal }: ReadOptions): Promise<ReadDocument> {
  const bytes = await readFile(path, { signal });
  if (bytes.length === 0) throw new UnreadableDocument('empty', 'The file is empty');
  if (bytes.includes(0)) {
    throw new UnreadableDocument('unsupported_type', 'Only text files can be read so far');
  }
  const blocks = blocksOf(bytes.toString('utf8'));
  const title = blocks.find(({ kind, level }) => kind === 'heading' && level === 1)?.text ?? null;
  return { title, mediaType: 'text/plain', pages: null, passages: splitPassages(blocks), warnings: [] };
}

function blocksOf(text: string): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const found = /^(#{1,6})\s+(.+)$/.exec(part);
      if (found === null) return { kind: 'paragraph', text: part, page: null };
      return { kind: 'heading', text: found[2] ?? '', level: found[1]?.length ?? 1, page: null };
    });
}
