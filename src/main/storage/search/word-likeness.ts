const LETTERS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+$/u;
const IN_A_COMPOUND = 0.6;
const BEGINS_ALIKE = 0.6;
const MISTYPED = 0.7;
/** Shorter words are too often parts of others, or one letter away from them. */
const LETTERS_MIN = 4;
const TWO_ERRORS_LETTERS_MIN = 8;
const BEGINNING_MIN = 4;
const BEGINNING_SHARE_MIN = 0.6;

/** Whether a word is such that others can be like it: long enough, and of letters. */
export function canBeAlike(word: string): boolean {
  return word.length >= LETTERS_MIN && LETTERS.test(word);
}

/**
 * How likely a word stands for another one that is written differently, from 0 to 1: another form of it, a compound
 * with it, or the same with an error of typing. Both folded and without endings, and such as can be alike.
 *
 * @param mayBeMistyped where the word that is asked for stands in no text at all
 */
export function likeness(asked: string, word: string, mayBeMistyped: boolean): number {
  const [shorter, longer] = asked.length < word.length ? [asked, word] : [word, asked];
  const beginsAlike = asked[0] === word[0];
  if (beginsAlike ? longer.startsWith(shorter) : longer.endsWith(shorter)) return IN_A_COMPOUND;
  // Hardly anybody mistypes both ends of a word.
  if (mayBeMistyped && (beginsAlike || asked.at(-1) === word.at(-1))) {
    const errorsMax = asked.length >= TWO_ERRORS_LETTERS_MIN ? 2 : 1;
    if (isWithin(shorter, longer, errorsMax)) return MISTYPED;
  }
  if (!beginsAlike) return 0;
  const same = sharedBeginning(shorter, longer);
  return same >= BEGINNING_MIN && same >= longer.length * BEGINNING_SHARE_MIN ? BEGINS_ALIKE : 0;
}

function sharedBeginning(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same;
}

/** Whether so few letters must be put in, left out, exchanged, or swapped with their neighbour. */
function isWithin(shorter: string, longer: string, errorsMax: number): boolean {
  if (longer.length - shorter.length > errorsMax) return false;
  const start = sharedBeginning(shorter, longer);
  let end = 0;
  while (end < shorter.length - start && shorter.at(-1 - end) === longer.at(-1 - end)) end++;
  const a = shorter.slice(start, shorter.length - end);
  const b = longer.slice(start, longer.length - end);
  if (b.length <= 1) return b.length <= errorsMax;
  // One error leaves no more than two letters that differ, and two letters only where they are swapped.
  if (errorsMax === 1) return b.length === 2 && a.length === 2 && a[0] === b[1] && a[1] === b[0];
  return distance(a, b) <= errorsMax;
}

/** Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const exchange = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + exchange,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
