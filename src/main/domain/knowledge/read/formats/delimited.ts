import { BlockList } from '../block-list.ts';
import type { ReadResult } from '../read-result.ts';
import { tableText } from '../table-text.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** Lines that the delimiter is told by. */
const SAMPLE_LINES = 20;

/** A table of values that are separated by commas, semicolons, tabulators or bars (RFC 4180, and what is about). */
export function readDelimited(text: string): ReadResult {
  const rows = rowsOf(text, delimiterOf(text));
  const list = new BlockList();
  const [first = []] = rows;
  const named = rows.length > 1 && first.every((cell) => /\p{L}/u.test(cell) && cell.length < 100);
  list.table(tableText(rows, named ? 'first-row' : 'none'), null);
  return { title: null, pages: null, blocks: list.blocks, warnings: [] };
}

/** The one that stands equally often in the first lines, and most often. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .split(/\r?\n/, SAMPLE_LINES)
    .filter((line) => line !== '');
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => rowsOf(line, delimiter)[0]?.length ?? 1);
    const [first = 1] = counts;
    const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first === 1 ? 0 : alike * 100 + first;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = cellAt(text, at, delimiter);
    row.push(cell);
    const sign = text[end];
    at = end + 1;
    if (sign === delimiter) {
      if (at >= text.length) row.push('');
      continue;
    }
    if (sign === '\r' && text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** A cell and where it ends. A quotation mark that nothing closes is a letter like others. */
function cellAt(text: string, start: number, delimiter: string): [string, number] {
  if (text[start] === '"') {
    const quoted = quotedAt(text, start);
    const sign = quoted === null ? 'x' : text[quoted[1]];
    if (quoted !== null && (sign === undefined || sign === delimiter || sign === '\n' || sign === '\r'))
      return quoted;
  }
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return [text.slice(start, end), end];
}

function quotedAt(text: string, start: number): [string, number] | null {
  let from = start + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) return null;
    if (text[close + 1] !== '"') return [text.slice(start + 1, close).replaceAll('""', '"'), close + 1];
    from = close + 2;
  }
}
