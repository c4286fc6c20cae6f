import { BlockList } from '../block-list.ts';
import type { ReadResult } from '../read-result.ts';
import { TableRows } from '../table-rows.ts';
import { UnreadableDocument } from '../unreadable-document.ts';
import { decoderOfPage, pageOfCharset } from './rtf-encoding.ts';
import { type RtfToken, rtfTokens } from './rtf-tokens.ts';

const DEEPEST_GROUP = 500;
const WINDOWS_1252 = 1252;
/** Groups that hold no text of the document. */
const PASSED_OVER = new Set(
  `* fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf
  listtable listoverridetable rsidtbl generator filetbl fldinst themedata datastore xmlnstbl revtbl`.split(
    /\s+/,
  ),
);
const SIGNS: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
};

interface Group {
  passedOver: boolean;
  inFonts: boolean;
  inListMark: boolean;
  isHidden: boolean;
  /** Signs that stand after a Unicode sign for programs that know none. */
  substitutes: number;
  page: number;
}

/** A document in Rich Text Format; pictures, headers, footers and embedded files are left out. */
export function readRtf(bytes: Uint8Array): ReadResult {
  const reader = new RtfReader();
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  for (const token of rtfTokens(latin1)) reader.take(token);
  reader.endParagraph();
  reader.endTable();
  return { title: null, pages: null, blocks: reader.list.blocks, warnings: [] };
}

class RtfReader {
  readonly list = new BlockList();
  readonly #groups: Group[] = [
    {
      passedOver: false,
      inFonts: false,
      inListMark: false,
      isHidden: false,
      substitutes: 1,
      page: WINDOWS_1252,
    },
  ];
  readonly #fontPages = new Map<number, number>();
  #font = 0;
  #documentPage = WINDOWS_1252;
  #text = '';
  #bytes: number[] = [];
  #substitutesLeft = 0;
  #level: number | null = null;
  #mark = '';
  #inTable = false;
  #table: TableRows | null = null;
  #rowIsOpen = false;

  take(token: RtfToken): void {
    if (token.kind === 'byte') {
      if (this.#substitutesLeft > 0) this.#substitutesLeft--;
      else this.#bytes.push(token.byte);
      return;
    }
    this.#flushBytes();
    if (token.kind === 'open') this.#open();
    else if (token.kind === 'close') this.#close();
    else if (token.kind === 'text') this.#plain(token.text);
    else this.#word(token.word, token.value);
  }

  endParagraph(): void {
    this.#flushBytes();
    const text = this.#text;
    this.#text = '';
    if (this.#inTable) {
      this.#openCell();
      this.#table?.write(text, null);
      return;
    }
    this.endTable();
    if (this.#level !== null) this.list.heading(text, this.#level, null);
    else if (this.#mark !== '') this.list.listItem(text, null, { mark: listMark(this.#mark) });
    else this.list.paragraph(text, null);
    this.#mark = '';
  }

  endTable(): void {
    if (this.#table !== null) this.list.table(this.#table.text(), null);
    this.#table = null;
    this.#rowIsOpen = false;
  }

  get #group(): Group {
    return this.#groups.at(-1) as Group;
  }

  #open(): void {
    if (this.#groups.length >= DEEPEST_GROUP) {
      throw new UnreadableDocument('damaged', 'The file is nested deeper than any document is');
    }
    this.#groups.push({ ...this.#group });
  }

  #close(): void {
    if (this.#groups.length > 1) this.#groups.pop();
    this.#substitutesLeft = 0;
  }

  #plain(text: string): void {
    const skipped = Math.min(this.#substitutesLeft, text.length);
    this.#substitutesLeft -= skipped;
    this.#write(text.slice(skipped));
  }

  #write(text: string): void {
    const { passedOver, isHidden, inListMark } = this.#group;
    if (passedOver || isHidden) return;
    if (inListMark) this.#mark += text;
    else this.#text += text;
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    const text = decoderOfPage(this.#group.page).decode(Uint8Array.from(this.#bytes));
    this.#bytes = [];
    this.#write(text);
  }

  #word(word: string, value: number | null): void {
    const group = this.#group;
    if (word === 'fonttbl') group.inFonts = true;
    if (PASSED_OVER.has(word)) group.passedOver = true;
    if (word === 'f') this.#setFont(value ?? 0);
    else if (word === 'fcharset') this.#setCharset(value ?? 0);
    else if (word === 'ansicpg') this.#documentPage = group.page = value ?? WINDOWS_1252;
    else if (word === 'uc') group.substitutes = Math.max(0, value ?? 1);
    else if (word === 'v') group.isHidden = value !== 0;
    else if (word === 'listtext' || word === 'pntext') group.inListMark = true;
    else if (!group.passedOver) this.#content(word, value);
  }

  #content(word: string, value: number | null): void {
    const sign = SIGNS[word];
    if (sign !== undefined) this.#write(sign);
    else if (word === 'u') this.#unicode(value ?? 0);
    else if (word === 'par' || word === 'sect' || word === 'page') this.endParagraph();
    else if (word === 'pard') [this.#level, this.#inTable] = [null, false];
    else if (word === 'outlinelevel' && value !== null && value < 9) this.#level = value + 1;
    else if (word === 'intbl') this.#inTable = true;
    else if (word === 'cell') this.#endCell();
    else if (word === 'row') this.#rowIsOpen = false;
    else if (word === 'trhdr') this.#headerComes();
  }

  #unicode(value: number): void {
    this.#write(String.fromCharCode(value & 0xffff));
    this.#substitutesLeft = this.#group.substitutes;
  }

  #setFont(font: number): void {
    this.#font = font;
    if (!this.#group.inFonts) this.#group.page = this.#fontPages.get(font) ?? this.#documentPage;
  }

  #setCharset(charset: number): void {
    const page = pageOfCharset(charset);
    if (this.#group.inFonts && page !== null) this.#fontPages.set(this.#font, page);
  }

  #openCell(): void {
    this.#table ??= new TableRows();
    if (this.#rowIsOpen) return;
    this.#table.startRow();
    this.#table.startCell();
    this.#rowIsOpen = true;
  }

  #endCell(): void {
    this.#inTable = true;
    this.endParagraph();
    this.#table?.startCell();
  }

  /** Only the first row of a table can name its columns. */
  #headerComes(): void {
    this.#table ??= new TableRows();
    this.#table.markHeader();
  }
}

/** What stands before an item: its number, or a dash for signs of all kinds. */
function listMark(mark: string): string {
  return /^\(?[\p{L}\p{N}]{1,5}[.)]$/u.test(mark.trim()) ? mark.trim() : '-';
}
