import type { PdfLine } from './pdf-line.ts';

/** How many lines from the top and from the bottom of a page may be its header and footer. */
const EDGE_LINES = 2;
const PAGES_MIN = 3;
const SHARE_MIN = 0.3;

/** Without what is printed at the top or bottom of many pages: titles, names, page numbers. */
export function withoutRunningLines(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    for (const pattern of new Set(edges(lines).map(patternOf))) {
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  const least = Math.max(PAGES_MIN, pages.length * SHARE_MIN);
  const runs = (line: PdfLine) => (counts.get(patternOf(line)) ?? 0) >= least;
  return pages.map((lines) => {
    const edge = new Set(edges(lines));
    return lines.filter((line) => !(edge.has(line) && runs(line)));
  });
}

/** The highest and the lowest lines, wherever the page writes them. */
function edges(lines: readonly PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((a, b) => b.y - a.y);
  return [...byHeight.slice(0, EDGE_LINES), ...byHeight.slice(-EDGE_LINES)];
}

/** The same for every page number; at about the same height, since a running line does not move. */
function patternOf({ text, y }: PdfLine): string {
  return `${Math.round(y / 8)} ${text.replace(/\d+/g, '#').replace(/\s+/g, ' ')}`;
}
