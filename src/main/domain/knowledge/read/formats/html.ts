import { Parser } from 'htmlparser2';
import type { Block } from '../block.ts';
import { tableText } from '../table-text.ts';

const UNREAD = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'object', 'nav']);
const HEADING = /^h([1-6])$/;
const INLINE =
  /^(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/;

/** A page's text by its headings, paragraphs, lists, tables and code. Nothing of it is run, nothing is fetched. */
export function htmlBlocks(html: string): { title: string | null; blocks: Block[] } {
  const reader = new HtmlReader();
  const parser = new Parser(
    {
      onopentagname: (name) => reader.open(name),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  reader.flush();
  return { title: reader.title, blocks: reader.blocks };
}

class HtmlReader {
  readonly blocks: Block[] = [];
  title: string | null = null;
  #text = '';
  #unread = 0;
  #inTitle = false;
  #pre = 0;
  #level: number | undefined;
  #list: string[] | null = null;
  #listDepth = 0;
  #row: string[] | null = null;
  #rows: string[][] = [];
  #headerCells = 0;
  #tableDepth = 0;

  open(name: string): void {
    if (name === 'title') this.#inTitle = true;
    if (UNREAD.has(name)) this.#unread++;
    if (this.#unread > 0 || INLINE.test(name)) return;
    if (name === 'br') this.#text += '\n';
    else if (name === 'table') this.#openTable();
    else if (name === 'tr' && this.#tableDepth === 1) this.#row = [];
    else if (this.#tableDepth > 0) this.#text += ' ';
    else if (name === 'ul' || name === 'ol') this.#openList();
    else if (name === 'li') this.#endItem();
    else if (this.#list === null) this.#openBlock(name);
  }

  close(name: string): void {
    if (name === 'title') this.#inTitle = false;
    if (UNREAD.has(name)) {
      this.#unread = Math.max(0, this.#unread - 1);
      return;
    }
    if (this.#unread > 0 || INLINE.test(name) || name === 'br') return;
    if (name === 'table') this.#closeTable();
    else if (this.#tableDepth > 0) this.#closeInTable(name);
    else if (name === 'ul' || name === 'ol') this.#closeList();
    else if (name === 'li') this.#endItem();
    else if (this.#list === null) {
      this.flush();
      if (name === 'pre') this.#pre = Math.max(0, this.#pre - 1);
      this.#level = undefined;
    }
  }

  text(text: string): void {
    if (this.#inTitle) this.title = `${this.title ?? ''}${text}`.replace(/\s+/g, ' ').trim() || null;
    if (this.#unread === 0) this.#text += this.#pre > 0 ? text : text.replace(/\s+/g, ' ');
  }

  flush(): void {
    const level = this.#level;
    const text = this.#taken();
    if (text === '') return;
    if (level !== undefined) this.blocks.push({ kind: 'heading', text, level, page: null });
    else this.blocks.push({ kind: this.#pre > 0 ? 'code' : 'paragraph', text, page: null });
  }

  #openBlock(name: string): void {
    this.flush();
    this.#level = HEADING.test(name) ? Number(name.slice(1)) : undefined;
    if (name === 'pre') this.#pre++;
  }

  #openList(): void {
    if (this.#list === null) {
      this.flush();
      this.#list = [];
    } else this.#endItem();
    this.#listDepth++;
  }

  #endItem(): void {
    const text = this.#taken();
    if (this.#list !== null && text !== '') this.#list.push(`${'  '.repeat(this.#listDepth - 1)}- ${text}`);
    else if (text !== '') this.#text = text;
  }

  #closeList(): void {
    this.#endItem();
    this.#listDepth = Math.max(0, this.#listDepth - 1);
    if (this.#listDepth > 0 || this.#list === null) return;
    if (this.#list.length > 0) this.blocks.push({ kind: 'list', text: this.#list.join('\n'), page: null });
    this.#list = null;
  }

  #openTable(): void {
    if (this.#tableDepth === 0 && this.#list === null) this.flush();
    this.#tableDepth++;
  }

  #closeInTable(name: string): void {
    if (this.#tableDepth > 1) return;
    if (name === 'th' && this.#rows.length === 0) this.#headerCells++;
    if (name === 'td' || name === 'th') this.#row?.push(this.#taken().replace(/\s+/g, ' '));
    if (name !== 'tr') return;
    if (this.#row?.some((cell) => cell !== '') === true) this.#rows.push(this.#row);
    this.#row = null;
  }

  #closeTable(): void {
    this.#tableDepth = Math.max(0, this.#tableDepth - 1);
    if (this.#tableDepth > 0) return;
    const loose = this.#taken();
    if (loose !== '') this.#rows.push([loose]);
    const named = this.#headerCells > 1 && this.#headerCells >= (this.#rows[0]?.length ?? 0) - 1;
    const text = tableText(this.#rows, named ? 'first-row' : 'guess');
    if (text !== '') this.blocks.push({ kind: 'table', text, page: null });
    [this.#rows, this.#headerCells] = [[], 0];
  }

  #taken(): string {
    const text =
      this.#pre > 0
        ? this.#text.replace(/^\n|\s+$/g, '')
        : this.#text.replace(/[^\S\n]*\n[^\S\n]*/g, '\n').trim();
    this.#text = '';
    return text;
  }
}
