import type { Block } from '../../block.ts';
import { tableText } from '../../table-text.ts';
import type { PdfLine } from './pdf-line.ts';

/** So much larger than the body's letters are a heading's. */
const HEADING_SIZE = 1.12;
const HEADING_CHARS_MAX = 200;
const LEVELS_MAX = 4;
/** Of the letters' size: lines that are farther apart begin a new paragraph. */
const PARAGRAPH_GAP = 1.9;
/** Of the widest line: one that is shorter and ends a sentence ends its paragraph. */
const SHORT_LINE = 0.75;
const ENDS = /[.!?…:。！？]["”’)»]?$/u;
/** Columns of text that stand beside each other are wider. */
const CELL_CHARS_MAX = 40;
const BULLET = /^(?:[•●▪◦‣·–—*-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Headings and paragraphs of the lines of a whole document.
 *
 * @param titles the document's own table of contents: its headings, folded by `foldTitle`, with their levels
 */
export function lineBlocks(lines: readonly PdfLine[], titles: ReadonlyMap<string, number>): Block[] {
  const body = bodySize(lines);
  const levelOf = headingLevels(lines, body);
  const widest = Math.max(0, ...lines.map(({ width }) => width));
  const blocks: Block[] = [];
  let open: { block: Block; last: PdfLine } | null = null;
  const rowsOf = tables(lines);
  for (const [at, line] of lines.entries()) {
    const rows = rowsOf.get(at);
    if (rows !== undefined) {
      open = null;
      if (rows.length > 0) blocks.push({ kind: 'table', text: tableText(rows, 'guess'), page: line.page });
      continue;
    }
    const level = titles.get(foldTitle(line.text)) ?? levelOf(line);
    const kind = level === null ? (BULLET.test(line.text) ? 'list' : 'paragraph') : 'heading';
    if (open !== null && goesOn(open.block, open.last, line, { kind, level, widest })) {
      open.block.text = withLine(open.block.text, line.text);
      open.last = line;
      continue;
    }
    const block: Block = { kind, text: line.text, page: line.page, ...(level === null ? {} : { level }) };
    blocks.push(block);
    open = { block, last: line };
  }
  return blocks;
}

/**
 * Lines with the same number of short cells, one below the other, are the rows of a table: by the index of the first
 * line all rows, by those of the others none.
 */
function tables(lines: readonly PdfLine[]): Map<number, string[][]> {
  const found = new Map<number, string[][]>();
  let rows: string[][] = [];
  for (const [at, line] of lines.entries()) {
    const cells = cellsOf(line);
    const goesOn = rows[0]?.length === cells.length && line.page === lines[at - 1]?.page;
    if (!goesOn || BULLET.test(line.text)) rows = [];
    if (BULLET.test(line.text) || cells.length < 2 || cells.some((cell) => cell.length > CELL_CHARS_MAX))
      continue;
    rows.push(cells);
    if (rows.length === 1) continue;
    found.set(at - rows.length + 1, rows);
    found.set(at, []);
  }
  return found;
}

function cellsOf({ text, cellEnds }: PdfLine): string[] {
  const ends = [...cellEnds, text.length];
  return ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end).trim());
}

/** As titles are compared: without case, spaces and numbers before them. */
export function foldTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/^[\d.\s]+/, '')
    .replace(/\s+/g, '');
}

function goesOn(
  block: Block,
  last: PdfLine,
  line: PdfLine,
  { kind, level, widest }: { kind: Block['kind']; level: number | null; widest: number },
): boolean {
  if (line.page !== last.page) return false;
  const gap = last.y - line.y;
  if (gap < 0 || gap > PARAGRAPH_GAP * Math.max(last.size, line.size)) return false;
  if (block.kind === 'heading' || kind === 'heading') return block.kind === kind && block.level === level;
  if (kind === 'list') return false;
  return !(last.width < widest * SHORT_LINE && ENDS.test(last.text));
}

/** The line after the text, without the hyphen of a word that was divided, and without a space where there is none. */
function withLine(text: string, line: string): string {
  if (/\p{L}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line)) return `${text.slice(0, -1)}${line}`;
  const last = text.at(-1) ?? '';
  const first = line.at(0) ?? '';
  return UNSPACED.test(last) && UNSPACED.test(first) ? `${text}${line}` : `${text} ${line}`;
}

/** The size of most letters. */
function bodySize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** The larger, the higher. */
function headingLevels(lines: readonly PdfLine[], body: number): (line: PdfLine) => number | null {
  const sizeOf = ({ size }: PdfLine) => Math.round(size * 2) / 2;
  const isHeading = (line: PdfLine) =>
    sizeOf(line) >= body * HEADING_SIZE && line.text.length <= HEADING_CHARS_MAX && /\p{L}/u.test(line.text);
  const sizes = [...new Set(lines.filter(isHeading).map(sizeOf))].sort((a, b) => b - a);
  return (line) => (isHeading(line) ? Math.min(LEVELS_MAX, sizes.indexOf(sizeOf(line)) + 1) : null);
}
