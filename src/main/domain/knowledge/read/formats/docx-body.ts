import { BlockList } from '../block-list.ts';
import { TableRows } from '../table-rows.ts';
import type { ListMarks } from './docx-numbering.ts';
import { addParagraph, type DocxParagraph, newParagraph } from './docx-paragraph.ts';
import type { ParagraphStyle } from './docx-styles.ts';
import { isOn } from './office-package.ts';
import { type Attributes, attribute, parseXml } from './xml.ts';

/** What is not the text itself: an older look of the same drawing, fields' instructions, what was deleted. */
const PASSED_OVER = new Set([
  'Fallback',
  'instrText',
  'delText',
  'del',
  'moveFrom',
  'rPrChange',
  'pPrChange',
]);

export interface DocxParts {
  styleOf(id: string): ParagraphStyle | null;
  marks: ListMarks;
  footnotes: ReadonlyMap<string, string>;
}

/** The text of `word/document.xml`; pages are those that the program laid out which saved it last. */
export class DocxBody {
  readonly list = new BlockList();
  /** Null where the file does not say where its pages begin. */
  pages: number | null = null;
  readonly #parts: DocxParts;
  readonly #tables: TableRows[] = [];
  /** A text box holds paragraphs and stands in one. */
  readonly #paragraphs: DocxParagraph[] = [];
  #passedOver = 0;
  #isBold = false;
  #inText = false;

  constructor(parts: DocxParts) {
    this.#parts = parts;
  }

  read(bytes: Uint8Array): void {
    const hasPages = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      'lastRenderedPageBreak',
    );
    if (hasPages) this.pages = 1;
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
        if (this.#inText && this.#passedOver === 0) this.#write(text);
      },
    });
  }

  #open(name: string, attributes: Attributes): void {
    const paragraph = this.#paragraphs.at(-1);
    const value = attribute(attributes, 'val') ?? '';
    switch (name) {
      case 'p':
        this.#paragraphs.push(newParagraph());
        break;
      case 'tbl':
        this.#tables.push(new TableRows());
        break;
      case 'tr':
        this.#tables.at(-1)?.startRow();
        break;
      case 'tc':
        this.#tables.at(-1)?.startCell();
        break;
      case 'gridSpan':
        this.#tables.at(-1)?.span(Number(value));
        break;
      case 'vMerge':
        if (value !== 'restart') this.#tables.at(-1)?.repeatAbove();
        break;
      case 'tblHeader':
        if (isOn(attributes)) this.#tables.at(-1)?.markHeader();
        break;
      case 't':
        this.#inText = true;
        break;
      case 'tab':
        // In the properties of a paragraph it is where tabulators stand.
        if (attribute(attributes, 'pos') === undefined) this.#write('\t');
        break;
      case 'br':
      case 'cr':
        this.#write('\n');
        break;
      case 'noBreakHyphen':
        this.#write('-');
        break;
      case 'r':
        this.#isBold = false;
        break;
      case 'b':
        this.#isBold = isOn(attributes);
        break;
      case 'lastRenderedPageBreak':
        this.pages = (this.pages ?? 1) + 1;
        break;
      default:
        if (paragraph !== undefined) this.#describe(paragraph, name, attributes);
    }
  }

  #describe(paragraph: DocxParagraph, name: string, attributes: Attributes): void {
    const value = attribute(attributes, 'val') ?? '';
    if (name === 'pStyle') paragraph.style = this.#parts.styleOf(value);
    else if (name === 'outlineLvl' && Number(value) < 9) paragraph.level = Number(value) + 1;
    else if (name === 'numId') paragraph.numbering = value;
    else if (name === 'ilvl') paragraph.depth = Math.min(Number(value) || 0, 8);
    else if (name === 'footnoteReference' || name === 'endnoteReference') {
      const note = this.#parts.footnotes.get(`${name} ${attribute(attributes, 'id')}`);
      if (note !== undefined) paragraph.footnotes.push(note);
    }
  }

  #close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'p') this.#endParagraph();
    else if (name === 'tbl') this.#endTable();
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    if (paragraph.text === '') paragraph.page = this.pages;
    paragraph.text += text;
    if (this.#isBold) paragraph.boldCharacters += text.length;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const table = this.#tables.at(-1);
    if (table !== undefined) {
      table.write([paragraph.text, ...paragraph.footnotes].join(' '), paragraph.page);
      return;
    }
    addParagraph(this.list, paragraph, this.#parts.marks);
    for (const note of paragraph.footnotes) this.list.paragraph(note, paragraph.page);
  }

  /** A table within a table is text of the cell that it stands in. */
  #endTable(): void {
    const table = this.#tables.pop();
    if (table === undefined) return;
    const outer = this.#tables.at(-1);
    if (outer === undefined) this.list.table(table.text(), table.page);
    else outer.write(table.text(), table.page);
  }
}
