/** Longer than this no cell is the name of a column. */
const LONGEST_NAME_CHARACTERS = 60;

/**
 * A table as text, one line per row that says by itself what its cells are: `Item: Lamp; Price: 12`. So every passage
 * of a long table has the names of its columns, and a row that is quoted is understood.
 *
 * @param header whether the first row names the columns; `guess` decides by what stands there
 */
export function tableText(
  rows: readonly (readonly string[])[],
  header: 'first-row' | 'none' | 'guess',
): string {
  const cells = rows
    .map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()))
    .filter((row) => row.some((cell) => cell !== ''));
  const [first = [], ...rest] = cells;
  if (header === 'first-row' || (header === 'guess' && namesColumns(first, rest))) {
    if (rest.length === 0) return plain(first);
    return rest.map((row) => named(first, row)).join('\n');
  }
  return cells.map(plain).join('\n');
}

/** Two columns are rather names and values, row by row. */
function namesColumns(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const isName = (cell: string) =>
    cell !== '' && cell.length <= LONGEST_NAME_CHARACTERS && !/^[\p{Sc}+-]?\d/u.test(cell);
  const differ = new Set(first).size === first.length;
  return first.length > 2 && rest.length > 0 && differ && first.every(isName);
}

function named(names: readonly string[], row: readonly string[]): string {
  const parts = row.flatMap((cell, column) => {
    if (cell === '') return [];
    const name = names[column] ?? '';
    return [name === '' || name === cell ? cell : `${name}: ${cell}`];
  });
  return parts.join('; ');
}

function plain(row: readonly string[]): string {
  const filled = row.filter((cell) => cell !== '');
  const [first = '', second = ''] = filled;
  if (filled.length !== 2) return filled.join('; ');
  return `${first.replace(/:$/, '')}: ${second}`;
}
