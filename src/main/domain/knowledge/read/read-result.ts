import type { Block } from './block.ts';

/** What a format's reader makes of a file. */
export interface ReadResult {
  title: string | null;
  /** How many pages, slides or sheets it has; null for what has none. */
  pages: number | null;
  blocks: Block[];
  /** What could not be read, in plain words. */
  warnings: string[];
}

export interface ReadContext {
  /** What its sender called it; a hint at what it is. */
  filename: string;
  /** Told how many of a document's pages, or other parts, are read. */
  onProgress(done: number, total: number): void;
}

/** @throws UnreadableDocument */
export type FormatReader = (bytes: Uint8Array, context: ReadContext) => Promise<ReadResult>;
