/** A day, week or month that was named, with the words that name it taken out. */
export interface FoundDate {
  /** How a memory says it: `on Friday 27 November 2026 at 15:00`. */
  text: string;
  /** The beginning of it, local time, in milliseconds since 1970. */
  atMs: number;
  /** What was left of the text without it. */
  rest: string;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
  'december',
]; // biome-ignore format: a list of words
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const WEEKDAY = `(?<weekday>sun|mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur)(?:day)?`;
const MONTH = `(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`;
const DAY = String.raw`(?<day>[12]?\d|3[01])(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,? (?<year>(?:19|20)\d\d))?`;

type Place = { atMs: number; precision: 'day' | 'week' | 'month' };
type Groups = Record<string, string | undefined>;

const day = (date: Date): Place => ({ atMs: date.getTime(), precision: 'day' });

/** Each form with the day that it means, counted from `now`; the first that is found counts. */
const NAMED_DAYS: readonly (readonly [string, (groups: Groups, now: Date) => Place | null])[] = [
  [`(?:the )?day after tomorrow`, (_, now) => day(inDays(now, 2))],
  [`tomorrow(?: (?:morning|afternoon|evening|night))?`, (_, now) => day(inDays(now, 1))],
  [`(?:today|tonight|this (?:morning|afternoon|evening))`, (_, now) => day(inDays(now, 0))],
  [
    String.raw`in (?<count>\d{1,3}|an?|${NUMBERS.join('|')}) (?<unit>day|week|month)s?(?: time)?`,
    ({ count = '', unit }, now) => {
      const number = /^an?$/.test(count)
        ? 1
        : NUMBERS.includes(count)
          ? NUMBERS.indexOf(count)
          : Number(count);
      return unit === 'month'
        ? { atMs: new Date(now.getFullYear(), now.getMonth() + number, 1).getTime(), precision: 'month' }
        : day(inDays(now, unit === 'week' ? number * 7 : number));
    },
  ],
  [String.raw`(?:on )?(?<year>20\d\d)-(?<number>[01]\d)-(?<day>[0-3]\d)`, (groups) => fromNumbers(groups)],
  [
    String.raw`(?:on )?(?<day>[0-3]?\d)\.(?<number>[01]?\d)\.(?<year>20\d\d)`,
    (groups) => fromNumbers(groups),
  ],
  [`(?:on )?(?:${WEEKDAY},? )?(?:the )?${DAY}(?: of)? ${MONTH}${YEAR}`, named],
  [`(?:on )?(?:${WEEKDAY},? )?${MONTH} (?:the )?${DAY}${YEAR}`, named],
  [
    String.raw`(?:on )?(?:the )?(?<day>[12]?\d|3[01])(?:st|nd|rd|th)`,
    ({ day: number }, now) => {
      const inThisMonth = new Date(now.getFullYear(), now.getMonth(), Number(number));
      const isPast = inThisMonth.getTime() < inDays(now, 0).getTime();
      return day(isPast ? new Date(now.getFullYear(), now.getMonth() + 1, Number(number)) : inThisMonth);
    },
  ],
  [
    `(?:on |by |this |coming |the |this coming )*(?<next>next )?${WEEKDAY}(?:(?: in the)? (?:morning|afternoon|evening|night))?`,
    ({ weekday = '', next }, now) => {
      const wanted = WEEKDAYS.findIndex((name) => name.startsWith(weekday.slice(0, 3)));
      const ahead = (wanted - now.getDay() + 7) % 7 || 7;
      // `next Friday` is the one of next week, and a week begins on Monday.
      const leftInWeek = (7 - now.getDay()) % 7;
      return day(inDays(now, next !== undefined && ahead <= leftInWeek ? ahead + 7 : ahead));
    },
  ],
  [`(?:this |at the |on the |over the )weekend`, (_, now) => day(inDays(now, (6 - now.getDay() + 7) % 7))],
  [`next weekend`, (_, now) => day(inDays(now, ((6 - now.getDay() + 7) % 7) + 7))],
  [
    `next week`,
    (_, now) => ({ atMs: inDays(now, (1 - now.getDay() + 7) % 7 || 7).getTime(), precision: 'week' }),
  ],
  [
    `next month`,
    (_, now) => ({ atMs: new Date(now.getFullYear(), now.getMonth() + 1, 1).getTime(), precision: 'month' }),
  ],
  [`(?:on )?christmas(?: day| eve)?`, (_, now) => day(yearly(now, 11, 25))],
  [`(?:on |at )?new year's eve`, (_, now) => day(yearly(now, 11, 31))],
  [
    `(?:in |this |next )${MONTH}${YEAR}`,
    ({ month = '', year }, now) => {
      const number = MONTHS.findIndex((name) => name.startsWith(month.slice(0, 3)));
      const at = year === undefined ? yearly(now, number, 28) : new Date(Number(year), number, 1);
      return { atMs: new Date(at.getFullYear(), number, 1).getTime(), precision: 'month' };
    },
  ],
];
const FORMS = NAMED_DAYS.map(([form, place]) => ({
  form: new RegExp(String.raw`(?<![\p{L}\d-])(?:${form})(?![\p{L}\d])`, 'iu'),
  place,
}));
const TIME =
  /,?\s*\b(?:at|from|around|@)\s*(?:(?<noon>noon|midday)|(?<midnight>midnight)|(?<hour>[01]?\d|2[0-4])(?:[:.](?<minute>[0-5]\d))?\s*(?<half>am|pm|a\.m|p\.m|o'clock)?)(?=[\s,]|$)/iu;

/**
 * The first day, week or month that a text names, counted from when it was said.
 *
 * @param needsDate whether a time of day alone is not enough
 */
export function findDate(text: string, saidAtMs: number): FoundDate | null {
  const now = new Date(saidAtMs);
  for (const { form, place } of FORMS) {
    const match = form.exec(text);
    if (match === null) continue;
    const groups = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, value?.toLowerCase()]),
    );
    const found = place(groups, now);
    if (found === null || Number.isNaN(found.atMs)) continue;
    const without = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    const time = found.precision === 'day' ? TIME.exec(without) : null;
    const clock = time === null ? null : clockOf(time.groups ?? {});
    const rest = time === null ? without : without.replace(time[0], ' ');
    return {
      text: `${tell(found)}${clock === null ? '' : ` at ${clock}`}`,
      atMs: found.atMs + (clock === null ? 0 : minutesOf(clock) * 60_000),
      rest: rest
        .replace(/\s+/gu, ' ')
        .replace(/[\s,]+$/u, '')
        .trim(),
    };
  }
  return null;
}

/** A day of every year: `the 3rd of May`; null where none is named. */
export function findYearly(text: string, saidAtMs: number): string | null {
  const date = findDate(text, saidAtMs);
  if (date === null || !/^on /.test(date.text)) return null;
  const at = new Date(date.atMs);
  const number = at.getDate();
  const ending =
    number % 10 === 1 && number !== 11
      ? 'st'
      : number % 10 === 2 && number !== 12
        ? 'nd'
        : number % 10 === 3 && number !== 13
          ? 'rd'
          : 'th';
  return `the ${number}${ending} of ${capital(MONTHS[at.getMonth()] ?? '')}`;
}

function tell({ atMs, precision }: Place): string {
  const date = new Date(atMs);
  const month = `${capital(MONTHS[date.getMonth()] ?? '')} ${date.getFullYear()}`;
  if (precision === 'month') return `in ${month}`;
  const weekday = capital(WEEKDAYS[date.getDay()] ?? '');
  if (precision === 'week') return `in the week of ${date.getDate()} ${month}`;
  return `on ${weekday} ${date.getDate()} ${month}`;
}

function fromNumbers({ year, number, day: date }: Groups): Place | null {
  const month = Number(number);
  if (month < 1 || month > 12 || Number(date) > 31) return null;
  return day(new Date(Number(year), month - 1, Number(date)));
}

function named({ month = '', day: date, year }: Groups, now: Date): Place {
  const number = MONTHS.findIndex((name) => name.startsWith(month.slice(0, 3)));
  return day(
    year === undefined ? yearly(now, number, Number(date)) : new Date(Number(year), number, Number(date)),
  );
}

/** That day of this year, or of the next where it is over. */
function yearly(now: Date, month: number, date: number): Date {
  const thisYear = new Date(now.getFullYear(), month, date);
  return thisYear.getTime() < inDays(now, 0).getTime()
    ? new Date(now.getFullYear() + 1, month, date)
    : thisYear;
}

function inDays(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

function clockOf({ noon, midnight, hour, minute = '00', half = '' }: Groups): string | null {
  if (noon !== undefined) return '12:00';
  if (midnight !== undefined) return '00:00';
  const plain = Number(hour);
  if (plain > 24 || (half !== '' && plain > 12 && half !== "o'clock")) return null;
  const full = /^p/i.test(half) && plain < 12 ? plain + 12 : /^a/i.test(half) && plain === 12 ? 0 : plain;
  return `${String(full).padStart(2, '0')}:${minute}`;
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
