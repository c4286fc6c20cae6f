import type { BlockList } from '../block-list.ts';
import { tableText } from '../table-text.ts';

/** A sheet that is read row by row; its rows are kept only where they hold something. */
interface Sheet {
  list: BlockList;
  page: number;
  /** The rows since the last empty one, each by its columns from 0. */
  rows: ReadonlyMap<number, string>[];
}

export function newSheet(list: BlockList, page: number): Sheet {
  return { list, page, rows: [] };
}

/** Adds a row; an empty one ends a table. */
export function addSheetRow(sheet: Sheet, row: ReadonlyMap<number, string>): void {
  if (row.size === 0) endSheet(sheet);
  else sheet.rows.push(row);
}

/** Adds the table that the rows since the last empty one are. Single cells above it are what it is called. */
export function endSheet(sheet: Sheet): void {
  const { list, page, rows } = sheet;
  sheet.rows = [];
  const width = rows.reduce((most, row) => Math.max(most, row.size), 0);
  const titles = width === 1 ? rows.length : rows.findIndex((row) => row.size > 1);
  for (const row of rows.slice(0, titles)) for (const cell of row.values()) list.paragraph(cell, page);
  const table = rows.slice(titles);
  if (table.length === 0) return;
  const columns = [...new Set(table.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  const cells = table.map((row) => columns.map((column) => row.get(column) ?? ''));
  list.table(tableText(cells, 'guess'), page);
}
