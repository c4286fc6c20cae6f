import { BlockList } from '../block-list.ts';
import { TableRows } from '../table-rows.ts';
import { addSheetRow, endSheet, newSheet } from './sheet-tables.ts';
import { type Attributes, attribute, parseXml } from './xml.ts';

/** Comments, deleted text, and what stands beside the text. */
const PASSED_OVER = new Set(['tracked-changes', 'annotation', 'note-citation', 'ruby-text', 'title', 'desc']);
/** A hostile file says that a cell is there a thousand million times. */
const MOST_REPEATED = 1_000;

interface Paragraph {
  text: string;
  level: number | null;
  isCode: boolean;
  page: number | null;
}

/** The text of `content.xml`. */
export class OpenDocumentBody {
  readonly list = new BlockList();
  /** Sheets, slides, or the pages that the file was last laid out in; null where it does not say. */
  pages: number | null = null;
  readonly #codeStyles = new Set<string>();
  /** A note stands in a paragraph and holds some. */
  readonly #paragraphs: Paragraph[] = [];
  readonly #notes: string[] = [];
  readonly #tables: TableRows[] = [];
  #sheet: ReturnType<typeof newSheet> | null = null;
  #row = new Map<number, string>();
  #column = 0;
  #columnsRepeated = 1;
  #cell = '';
  #isSpreadsheet = false;
  #listDepth = 0;
  #noteDepth = 0;
  #passedOver = 0;

  read(bytes: Uint8Array): void {
    const contains = (word: string) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
    if (contains('soft-page-break')) this.pages = 1;
    parseXml(bytes, {
      open: (name, attributes) => {
        if (this.#passedOver > 0 || PASSED_OVER.has(name)) this.#passedOver++;
        else this.#open(name, attributes);
      },
      close: (name) => {
        if (this.#passedOver > 0) this.#passedOver--;
        else this.#close(name);
      },
      text: (text) => {
        if (this.#passedOver === 0) this.#write(text.replace(/\s+/g, ' '));
      },
    });
  }

  #open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'style':
        this.#noteStyle(attributes);
        break;
      case 'spreadsheet':
        this.#isSpreadsheet = true;
        break;
      case 'page':
        this.pages = (this.pages ?? 0) + 1;
        this.list.heading(attribute(attributes, 'name') ?? '', 1, this.pages);
        break;
      case 'soft-page-break':
        if (this.pages !== null) this.pages++;
        break;
      case 'p':
      case 'h':
        this.#startParagraph(name, attributes);
        break;
      case 's':
        this.#write(' '.repeat(repeats(attribute(attributes, 'c'))));
        break;
      case 'tab':
        this.#write('\t');
        break;
      case 'line-break':
        this.#write('\n');
        break;
      case 'list':
        this.#listDepth++;
        break;
      case 'note-body':
        this.#noteDepth++;
        break;
      default:
        if (this.#isSpreadsheet) this.#openInSheet(name, attributes);
        else this.#openInTable(name, attributes);
    }
  }

  #close(name: string): void {
    if (name === 'p' || name === 'h') this.#endParagraph();
    else if (name === 'list') this.#listDepth--;
    else if (name === 'note-body') this.#noteDepth--;
    else if (this.#isSpreadsheet) this.#closeInSheet(name);
    else if (name === 'table') this.#endTable();
  }

  #noteStyle(attributes: Attributes): void {
    const name = attribute(attributes, 'name') ?? '';
    if (isCodeStyle(attribute(attributes, 'parent-style-name') ?? '')) this.#codeStyles.add(name);
  }

  #startParagraph(name: string, attributes: Attributes): void {
    const style = attribute(attributes, 'style-name') ?? '';
    const level = Number(attribute(attributes, 'outline-level') ?? 1) || 1;
    this.#paragraphs.push({
      text: '',
      level: name === 'h' ? level : null,
      isCode: this.#codeStyles.has(style) || isCodeStyle(style),
      page: null,
    });
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    if (paragraph.text === '') paragraph.page = this.pages;
    paragraph.text += text;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const { text, level, isCode, page } = paragraph;
    if (this.#noteDepth > 0) {
      this.#notes.push(text);
      return;
    }
    const table = this.#tables.at(-1);
    if (this.#isSpreadsheet) this.#cell += `${this.#cell === '' ? '' : ' '}${text}`;
    else if (table !== undefined) table.write(text, page);
    else if (level !== null) this.list.heading(text, level, page);
    else if (isCode) this.list.codeLine(text, page);
    else if (this.#listDepth > 0) this.list.listItem(text, page, { depth: this.#listDepth - 1 });
    else this.list.paragraph(text, page);
    for (const note of this.#notes.splice(0)) this.list.paragraph(note, page);
  }

  #openInTable(name: string, attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (name === 'table') this.#tables.push(new TableRows());
    else if (name === 'table-header-rows') table?.markHeader();
    else if (name === 'table-row') table?.startRow();
    else if (name === 'table-cell' || name === 'covered-table-cell') {
      for (let more = repeats(attribute(attributes, 'number-columns-repeated')); more > 0; more--) {
        table?.startCell();
      }
    }
  }

  #endTable(): void {
    const table = this.#tables.pop();
    const outer = this.#tables.at(-1);
    if (table === undefined) return;
    if (outer === undefined) this.list.table(table.text(), table.page);
    else outer.write(table.text(), table.page);
  }

  #openInSheet(name: string, attributes: Attributes): void {
    if (name === 'table') {
      this.pages = (this.pages ?? 0) + 1;
      this.list.heading(attribute(attributes, 'name') ?? '', 1, this.pages);
      this.#sheet = newSheet(this.list, this.pages);
    } else if (name === 'table-row') {
      this.#row = new Map();
      this.#column = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cell = '';
      this.#columnsRepeated = repeats(attribute(attributes, 'number-columns-repeated'));
    }
  }

  #closeInSheet(name: string): void {
    if (name === 'table-cell' || name === 'covered-table-cell') {
      const text = this.#cell.trim();
      if (text !== '') this.#row.set(this.#column, text);
      this.#column += this.#columnsRepeated;
    } else if (name === 'table-row' && this.#sheet !== null) addSheetRow(this.#sheet, this.#row);
    else if (name === 'table' && this.#sheet !== null) endSheet(this.#sheet);
  }
}

function repeats(value: string | undefined): number {
  return Math.min(Math.max(Number(value ?? 1) || 1, 1), MOST_REPEATED);
}

function isCodeStyle(name: string): boolean {
  return /preformatted|source_20_code|\bcode\b/i.test(name);
}
