import { Temporal } from 'temporal-polyfill';
import { DomainError } from '../../domain-error.ts';
import { type Bucket, bucketBoundaries, type Interval } from './bucket-boundaries.ts';

/** What somebody wants counted, in their words. */
export interface RangeRequest {
  /** ISO 8601; a date is the beginning of that day, and without an offset the time zone's clock is meant. */
  from?: string | undefined;
  /** The same, and no longer in the range; a date alone is, to its end. */
  to?: string | undefined;
  interval: Interval;
  /** Of the IANA database, such as `Europe/Berlin`; or an offset such as `+05:30`. */
  timeZone: string;
}

export interface TimeRange {
  fromMs: number;
  /** No longer in it. */
  toMs: number;
  interval: Interval;
  timeZone: string;
  buckets: readonly Bucket[];
}

/** About forty days of hours, or almost three years of days. */
export const BUCKETS_MAX = 1_000;
const DEFAULT_DAYS: Readonly<Record<Interval, number>> = { hour: 2, day: 30, week: 84, month: 365 };
const DATE_ONLY = /^[+-]?\d{4,6}-?\d{2}-?\d{2}$/;
/** What the year 10000 begins with: later moments have another form, and nothing is counted there. */
const TIME_MAX_MS = 253_402_300_800_000;

/** @param nowMs where the range ends when nothing is said @throws DomainError `invalid` */
export function readRange(request: RangeRequest, nowMs: number): TimeRange {
  const { interval } = request;
  const timeZone = readZone(request.timeZone);
  const toMs = request.to === undefined ? nowMs : readMoment('to', request.to, timeZone, true);
  const fromMs =
    request.from === undefined
      ? startOfDayBefore(toMs, DEFAULT_DAYS[interval], timeZone)
      : readMoment('from', request.from, timeZone, false);
  // A date that ends the range is compared as it is written.
  const latestMs = request.to === undefined ? nowMs : readMoment('to', request.to, timeZone, false);
  if (fromMs > latestMs) {
    throw new DomainError('invalid', '`from` comes after `to`; a range begins before it ends', {
      field: 'from',
    });
  }
  const buckets = bucketBoundaries({ fromMs, toMs }, interval, timeZone, BUCKETS_MAX);
  if (buckets === null) {
    throw new DomainError(
      'invalid',
      `The range has more than ${BUCKETS_MAX} parts of one ${interval}; take a longer \`interval\` or a shorter range`,
      { field: 'interval', limit: BUCKETS_MAX },
    );
  }
  return { fromMs, toMs, interval, timeZone, buckets };
}

function readZone(name: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    throw new DomainError(
      'invalid',
      '`timeZone` is not a known time zone; a name such as Europe/Berlin or UTC is expected',
      { field: 'timeZone' },
    );
  }
}

function readMoment(field: 'from' | 'to', text: string, timeZone: string, isEnd: boolean): number {
  const ms = parseMoment(text.trim(), timeZone, isEnd);
  if (ms !== null && Math.abs(ms) < TIME_MAX_MS) return ms;
  throw new DomainError(
    'invalid',
    `\`${field}\` is not a moment in ISO 8601; 2026-03-01 or 2026-03-01T08:30:00Z would be`,
    { field },
  );
}

function parseMoment(text: string, timeZone: string, isEnd: boolean): number | null {
  try {
    if (DATE_ONLY.test(text)) {
      const day = Temporal.PlainDate.from(text);
      return (isEnd ? day.add({ days: 1 }) : day).toZonedDateTime(timeZone).epochMilliseconds;
    }
    if (/(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}

function startOfDayBefore(ms: number, days: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .subtract({ days })
    .startOfDay().epochMilliseconds;
}
