/** As often is the same said one after another before it is a loop, and so many characters is it then. */
const TIMES = 6;
const CHARACTERS_MIN = 80;
/** What is said again and again is not longer, in characters. */
const PERIOD_MAX = 160;

/**
 * Whether a text has come to say the same again and again, which small models do and never end by themselves:
 * `is on the birthday is on the birthday is on the …`. What is repeated by choice (a laugh, a chorus, a line asked for
 * three times) ends sooner.
 */
export function endsInLoop(text: string): boolean {
  for (let period = 1; period <= PERIOD_MAX; period++) {
    const length = Math.max(CHARACTERS_MIN, TIMES * period);
    if (length > text.length) return false;
    if (isPeriodic(text, text.length - length, period)) return true;
  }
  return false;
}

function isPeriodic(text: string, from: number, period: number): boolean {
  for (let at = text.length - 1; at >= from + period; at--) {
    if (text[at] !== text[at - period]) return false;
  }
  return true;
}
