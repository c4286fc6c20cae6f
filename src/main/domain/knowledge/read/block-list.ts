import type { Block } from './block.ts';
import { READ_LIMITS } from './read-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** Takes what a document is made of, in its order; joins the lines of lists and code, leaves out what is empty. */
export class BlockList {
  readonly blocks: Block[] = [];
  readonly #charactersMax: number;
  #characters = 0;

  constructor(charactersMax: number = READ_LIMITS.characters) {
    this.#charactersMax = charactersMax;
  }

  /** @param level from 1, the highest */
  heading(text: string, level: number, page: number | null): void {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line !== '') this.#add({ kind: 'heading', text: line, level, page });
  }

  paragraph(text: string, page: number | null): void {
    const tidy = tidyLines(text);
    if (tidy !== '') this.#add({ kind: 'paragraph', text: tidy, page });
  }

  /** @param depth from 0, the outermost */
  listItem(text: string, page: number | null, { depth = 0, mark = '-' } = {}): void {
    const indent = '  '.repeat(Math.min(depth, 8));
    const tidy = tidyLines(text).replaceAll('\n', `\n${indent}  `);
    if (tidy !== '') this.#line('list', `${indent}${mark} ${tidy}`, page);
  }

  codeLine(line: string, page: number | null): void {
    this.#line('code', line.trimEnd(), page);
  }

  table(text: string, page: number | null): void {
    if (text !== '') this.#add({ kind: 'table', text, page });
  }

  /** Adds what another reader made. */
  addAll(blocks: readonly Block[]): void {
    for (const block of blocks) this.#add(block);
  }

  #line(kind: 'list' | 'code', line: string, page: number | null): void {
    const last = this.blocks.at(-1);
    if (last?.kind !== kind || last.page !== page) {
      if (line !== '') this.#add({ kind, text: line, page });
      return;
    }
    last.text += `\n${line}`;
    this.#count(line);
  }

  #add(block: Block): void {
    this.blocks.push(block);
    this.#count(block.text);
  }

  #count(text: string): void {
    this.#characters += text.length;
    if (this.#characters > this.#charactersMax) {
      throw new UnreadableDocument('too_large', 'The document has more text than can be read. Split it');
    }
  }
}

function tidyLines(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
