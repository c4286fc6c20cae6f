import { Temporal } from 'temporal-polyfill';

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Part of a range, as calendars and clocks cut it; in milliseconds since 1970, `endMs` is no longer in it. */
export interface Bucket {
  startMs: number;
  endMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/**
 * The hours, days, weeks or months of a time zone that a range touches, without gaps and in order. Days have 23 or 25
 * hours where clocks are changed, weeks begin on Monday, and an hour begins where the clock shows the next hour.
 *
 * @param range `fromMs` at most `toMs`, which is no longer in it
 * @param limit how many are wanted at most
 * @returns null where there are more
 */
export function bucketBoundaries(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  interval: Interval,
  timeZone: string,
  limit: number,
): Bucket[] | null {
  if (fromMs >= toMs) return [];
  const buckets: Bucket[] = [];
  const next = starts(fromMs, interval, timeZone);
  let startMs = next();
  while (startMs < toMs) {
    const endMs = next();
    // A day that a time zone left out has no time in it.
    if (endMs > fromMs && endMs > startMs) {
      if (buckets.length === limit) return null;
      buckets.push({ startMs, endMs });
    }
    startMs = endMs;
  }
  return buckets;
}

/** @returns what gives one start after the other; the first is at or before `fromMs` */
function starts(fromMs: number, interval: Interval, timeZone: string): () => number {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  if (interval === 'hour') {
    let current = from.startOfDay();
    return () => {
      const start = current.epochMilliseconds;
      current = nextHour(current);
      return start;
    };
  }
  const day = from.toPlainDate();
  const first =
    interval === 'month'
      ? day.with({ day: 1 })
      : interval === 'week'
        ? day.subtract({ days: day.dayOfWeek - 1 })
        : day;
  let count = 0;
  return () => first.add({ [`${interval}s`]: count++ }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Where clocks go back by half an hour, the half that comes twice belongs to its hour. */
function nextHour(current: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const next = afterMinutes(current, HOUR_MINUTES - current.minute);
  const isSameHour = next.minute !== 0 && next.hour === current.hour;
  return isSameHour ? afterMinutes(next, HOUR_MINUTES - next.minute) : next;
}

function afterMinutes(moment: Temporal.ZonedDateTime, minutes: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(
    moment.epochMilliseconds + minutes * MINUTE_MS,
  ).toZonedDateTimeISO(moment.timeZoneId);
}

/** As ISO 8601 writes it, with the offset that holds there then. */
export function isoInZone(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
