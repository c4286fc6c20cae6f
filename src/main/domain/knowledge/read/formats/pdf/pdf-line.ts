/** A line of text as it stands on a page. Lengths are in points, from the lower left corner of the page. */
export interface PdfLine {
  text: string;
  /** Where wide gaps divide the line, as between the columns of a table: the ends of its cells within the text. */
  cellEnds: readonly number[];
  /** Of its letters. */
  size: number;
  x: number;
  y: number;
  width: number;
  /** From 1. */
  page: number;
}

/** A piece of text as pdf.js reports it. */
export interface PdfTextItem {
  str: string;
  /** The text matrix: the last two are where the piece begins. */
  transform: readonly number[];
  width: number;
  height: number;
  hasEOL: boolean;
}

/** Of the letters' size: a wider gap between two pieces is a space. */
const SPACE = 0.15;
/** Of the letters' size: a wider gap divides columns. */
const COLUMN_GAP = 1;
/** Of the letters' size: pieces whose height on the page differs more are on different lines. */
const SAME_LINE = 0.5;

/** Puts the pieces of a page together to lines, in the order in which the page writes them. */
export function linesOf(items: readonly PdfTextItem[], page: number): PdfLine[] {
  const lines: PdfLine[] = [];
  let line: PdfLine | null = null;
  const end = () => {
    if (line !== null) lines.push({ ...line, text: line.text.trimEnd() });
    line = null;
  };
  for (const { str: written, transform, width, height, hasEOL } of items) {
    const str = withOrdinaryLetters(written);
    const [a = 0, b = 0, , , x = 0, y = 0] = transform;
    const size = height > 0 ? height : Math.hypot(a, b);
    if (str !== '') {
      if (line !== null && Math.abs(line.y - y) > SAME_LINE * Math.max(line.size, size)) end();
      if (line === null)
        line = str.trim() === '' ? null : { text: str, cellEnds: [], size, x, y, width, page };
      else line = joined(line, { str, x, width, size });
    }
    if (hasEOL) end();
  }
  end();
  return lines;
}

/** Some programs write radicals in the place of Chinese signs, or two letters as one, which no search would find. */
function withOrdinaryLetters(text: string): string {
  return text.replace(/[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g, (letter) => letter.normalize('NFKC'));
}

function joined(line: PdfLine, next: { str: string; x: number; width: number; size: number }): PdfLine {
  // A gap may come as a space that is as wide.
  if (next.str.trim() === '') return line;
  const gap = next.x - (line.x + line.width);
  const apart = Math.abs(gap) > SPACE * next.size && !/\s$/.test(line.text) && !/^\s/.test(next.str);
  const isLarger = next.size > line.size && next.str.trim() !== '';
  return {
    ...line,
    cellEnds: gap > COLUMN_GAP * next.size ? [...line.cellEnds, line.text.trimEnd().length] : line.cellEnds,
    text: `${line.text}${apart ? ' ' : ''}${next.str}`,
    width: next.x + next.width - line.x,
    size: isLarger ? next.size : line.size,
  };
}
