/** A line of text as it stands on a page. Lengths are in points, from the lower left corner of the page. */
export interface PdfLine {
  text: string;
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
/** Of the letters' size: pieces whose height on the page differs more are on different lines. */
const SAME_LINE = 0.5;

/** Puts the pieces of a page together to lines, in the order in which the page writes them. */
export function linesOf(items: readonly PdfTextItem[], page: number): PdfLine[] {
  const lines: PdfLine[] = [];
  let line: PdfLine | null = null;
  const end = () => {
    if (line !== null && line.text.trim() !== '') lines.push({ ...line, text: line.text.trim() });
    line = null;
  };
  for (const { str, transform, width, height, hasEOL } of items) {
    const [a = 0, b = 0, , , x = 0, y = 0] = transform;
    const size = height > 0 ? height : Math.hypot(a, b);
    if (str !== '') {
      if (line !== null && Math.abs(line.y - y) > SAME_LINE * Math.max(line.size, size)) end();
      if (line === null) line = { text: str, size, x, y, width, page };
      else line = joined(line, { str, x, width, size });
    }
    if (hasEOL) end();
  }
  end();
  return lines;
}

function joined(line: PdfLine, next: { str: string; x: number; width: number; size: number }): PdfLine {
  const gap = next.x - (line.x + line.width);
  const apart = Math.abs(gap) > SPACE * next.size && !/\s$/.test(line.text) && !/^\s/.test(next.str);
  const isLarger = next.size > line.size && next.str.trim() !== '';
  return {
    ...line,
    text: `${line.text}${apart ? ' ' : ''}${next.str}`,
    width: next.x + next.width - line.x,
    size: isLarger ? next.size : line.size,
  };
}
