import { tableText } from './table-text.ts';

const WIDEST_SPAN = 100;

/** A table that is read cell by cell. */
export class TableRows {
  /** Where its first text stands. */
  page: number | null = null;
  readonly #rows: string[][] = [];
  #hasHeader = false;
  /** Of the current cell: the first that it is as wide as. */
  #column = 0;

  startRow(): void {
    this.#rows.push([]);
  }

  startCell(): void {
    if (this.#rows.length === 0) this.startRow();
    this.#column = (this.#rows.at(-1)?.push('') ?? 1) - 1;
  }

  /** The current cell is as wide as several. */
  span(columns: number): void {
    for (let more = 1; more < Math.min(columns || 1, WIDEST_SPAN); more++) this.#rows.at(-1)?.push('');
  }

  /** The current cell is the one above, going on. */
  repeatAbove(): void {
    const row = this.#rows.at(-1);
    if (row !== undefined) row[this.#column] = this.#rows.at(-2)?.[this.#column] ?? '';
  }

  /** The row that is begun names the columns; only the first can. */
  markHeader(): void {
    if (this.#rows.length <= 1) this.#hasHeader = true;
  }

  /** Adds text to the current cell. */
  write(text: string, page: number | null): void {
    if (text.trim() === '') return;
    this.page ??= page;
    const row = this.#rows.at(-1);
    const before = row?.[this.#column];
    if (row === undefined || before === undefined) return;
    row[this.#column] = before === '' ? text : `${before} ${text}`;
  }

  text(): string {
    return tableText(this.#rows, this.#hasHeader ? 'first-row' : 'guess');
  }
}
