import { choice, literal, repeat } from './gbnf.ts';

/** As many digits as a JavaScript number keeps exactly. */
const MOST_DIGITS = 15;
/** How finely a range between two whole numbers is cut. */
const FRACTION_DIGITS = [1, 2, 3];
const DIGIT = '[0-9]';
const FRACTION = `("." ${repeat(DIGIT, 1, MOST_DIGITS)})?`;

/** The largest number that is written out; ranges beyond it end here. */
const LARGEST = 10 ** MOST_DIGITS - 1;

/** Whole numbers from `least` to `most`, both included. Null when there is none. */
export function integerRange(least: number, most: number): string | null {
  return signed(Math.ceil(least), Math.floor(most), wholeMagnitudes);
}

/** Numbers from `least` to `most`, both included; not every number between them can be written. */
export function numberRange(least: number, most: number): string | null {
  return signed(least, most, magnitudes);
}

/** Splits a range at zero: below it, the magnitudes stand after a sign. */
function signed(
  least: number,
  most: number,
  write: (least: number, most: number) => string | null,
): string | null {
  const positive = most < 0 ? null : write(Math.max(0, least), Math.min(most, LARGEST));
  const negative = least >= 0 ? null : write(Math.max(0, -most), Math.min(-least, LARGEST));
  const parts = [...(positive === null ? [] : [positive]), ...(negative === null ? [] : [`"-" ${negative}`])];
  return parts.length === 0 ? null : choice(parts);
}

function wholeMagnitudes(least: number, most: number): string | null {
  if (least > most) return null;
  const parts: string[] = [];
  for (let digits = String(least).length; digits <= String(most).length; digits++) {
    const low = Math.max(least, digits === 1 ? 0 : 10 ** (digits - 1));
    const high = Math.min(most, 10 ** digits - 1);
    parts.push(digitsBetween(String(low), String(high)));
  }
  return choice(parts);
}

function magnitudes(least: number, most: number): string | null {
  if (least > most) return null;
  const first = Math.ceil(least);
  const last = Math.floor(most);
  if (first > last) return fractionsBetween(least, most);
  // Any fraction may follow a whole number below the last one; the last one stands alone.
  const below = wholeMagnitudes(first, last - 1);
  const end = `${literal(String(last))} ("." "0")?`;
  return choice(below === null ? [end] : [`${below} ${FRACTION}`, end]);
}

/** Both lie between the same two whole numbers. */
function fractionsBetween(least: number, most: number): string | null {
  const whole = Math.floor(least);
  const parts: string[] = [];
  for (const digits of FRACTION_DIGITS) {
    const scale = 10 ** digits;
    // A little room for what decimal fractions lose in binary.
    const low = Math.ceil((least - whole) * scale - 1e-9);
    const high = Math.floor((most - whole) * scale + 1e-9);
    if (low > high) continue;
    const pad = (value: number) => String(value).padStart(digits, '0');
    parts.push(digitsBetween(pad(low), pad(high)));
  }
  return parts.length === 0 ? null : `${literal(`${whole}.`)} ${choice(parts)}`;
}

/** The texts of digits from `low` to `high`, which are of the same length. */
function digitsBetween(low: string, high: string): string {
  if (low === high) return literal(low);
  const [a, b] = [low.charCodeAt(0) - 48, high.charCodeAt(0) - 48];
  if (low.length === 1) return `[${a}-${b}]`;
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (a === b) return `"${a}" ${digitsBetween(lowRest, highRest)}`;
  const [zeros, nines] = ['0'.repeat(lowRest.length), '9'.repeat(lowRest.length)];
  const parts: string[] = [];
  const from = lowRest === zeros ? a : a + 1;
  const to = highRest === nines ? b : b - 1;
  if (from > a) parts.push(`"${a}" ${digitsBetween(lowRest, nines)}`);
  if (from <= to) parts.push(`[${from}-${to}] ${repeat(DIGIT, lowRest.length, lowRest.length)}`);
  if (to < b) parts.push(`"${b}" ${digitsBetween(zeros, highRest)}`);
  return choice(parts);
}
