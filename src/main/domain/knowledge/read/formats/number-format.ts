import { attribute, parseXml } from './xml.ts';

/** The numbers of formats that every spreadsheet has (ECMA-376, part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const BUILT_IN_PERCENT = new Set([9, 10]);
const MS_PER_DAY = 86_400_000;
/** Day 0 of a spreadsheet, which thinks that 1900 was a leap year. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const DAYS_FROM_1900_TO_1904 = 1_462;
const LAST_DAY = 2_958_465;

type NumberKind = 'date' | 'percent' | 'plain';

/** What the cells of each style of `xl/styles.xml` hold. */
export function numberKinds(bytes: Uint8Array | null): NumberKind[] {
  const custom = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  if (bytes === null) return kinds;
  parseXml(bytes, {
    open: (name, attributes) => {
      const id = Number(attribute(attributes, 'numFmtId'));
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt') custom.set(id, attribute(attributes, 'formatCode') ?? '');
      else if (name === 'xf' && inCells) kinds.push(kindOf(id, custom.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

function kindOf(id: number, format: string | undefined): NumberKind {
  if (format === undefined) {
    if (BUILT_IN_PERCENT.has(id)) return 'percent';
    return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to) ? 'date' : 'plain';
  }
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|General/g, '');
  if (bare.includes('%')) return 'percent';
  return /[dmyhs]/i.test(bare) ? 'date' : 'plain';
}

/** A number of a cell as people write it: `2024-03-01 14:30`, `12.5%`, `0.3`. */
export function writtenNumber(value: string, kind: NumberKind, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (kind === 'percent') return `${tidy(number * 100)}%`;
  if (kind === 'date' && number >= 0 && number < LAST_DAY) return writtenDate(number, from1904);
  return tidy(number);
}

/** Without what binary numbers add at their fifteenth digit. */
function tidy(number: number): string {
  return String(Number(number.toPrecision(15)));
}

function writtenDate(days: number, from1904: boolean): string {
  const seconds = Math.round((days + (from1904 ? DAYS_FROM_1900_TO_1904 : 0)) * 86_400);
  const written = new Date(DAY_ZERO_MS + (seconds / 86_400) * MS_PER_DAY).toISOString();
  const [date = '', time = ''] = written.slice(0, 16).split('T');
  if (days < 1) return time;
  return time === '00:00' ? date : `${date} ${time}`;
}
