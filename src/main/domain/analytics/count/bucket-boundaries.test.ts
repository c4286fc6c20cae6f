import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, bucketBoundaries, INTERVALS, isoInZone } from './bucket-boundaries.ts';

const HOUR_MS = 3_600_000;
const range = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const hoursOf = (buckets: readonly Bucket[] | null) =>
  buckets?.map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS);
const startsIn = (zone: string, buckets: readonly Bucket[] | null) =>
  buckets?.map(({ startMs }) => isoInZone(startMs, zone));

describe('days', () => {
  it('have 23 hours where clocks go forward, and 25 where they go back', () => {
    const spring = bucketBoundaries(
      range('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'),
      'day',
      'Europe/Berlin',
      9,
    );
    expect(hoursOf(spring)).toEqual([24, 23, 24]);
    const autumn = bucketBoundaries(
      range('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'),
      'day',
      'Europe/Berlin',
      9,
    );
    expect(hoursOf(autumn)).toEqual([24, 25, 24]);
    expect(startsIn('Europe/Berlin', autumn)).toEqual([
      '2026-10-24T00:00:00+02:00',
      '2026-10-25T00:00:00+02:00',
      '2026-10-26T00:00:00+01:00',
    ]);
  });

  it('begin where midnight does not exist at the first moment that does', () => {
    const days = bucketBoundaries(
      range('2018-11-03T12:00:00Z', '2018-11-05T12:00:00Z'),
      'day',
      'America/Sao_Paulo',
      9,
    );
    expect(startsIn('America/Sao_Paulo', days)?.[1]).toBe('2018-11-04T01:00:00-02:00');
    expect(hoursOf(days)).toEqual([24, 23, 24]);
  });

  it('that a time zone left out are left out', () => {
    const days = bucketBoundaries(
      range('2011-12-29T12:00:00Z', '2011-12-31T20:00:00Z'),
      'day',
      'Pacific/Apia',
      9,
    );
    expect(startsIn('Pacific/Apia', days)?.map((start) => start.slice(0, 10))).toEqual([
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ]);
  });
});

describe('hours', () => {
  it('begin at half past in a zone with half hours', () => {
    const hours = bucketBoundaries(
      range('2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z'),
      'hour',
      'Asia/Kolkata',
      9,
    );
    expect(hours?.map(({ startMs }) => new Date(startMs).toISOString().slice(11, 16))).toEqual([
      '23:30',
      '00:30',
      '01:30',
    ]);
  });

  it('that come twice are two', () => {
    const hours = bucketBoundaries(
      range('2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'),
      'hour',
      'Europe/Berlin',
      9,
    );
    expect(startsIn('Europe/Berlin', hours)).toEqual([
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:00:00+01:00',
    ]);
  });

  it('keep to the clock where it is changed by half an hour', () => {
    const back = bucketBoundaries(
      range('2026-04-04T14:00:00Z', '2026-04-04T17:00:00Z'),
      'hour',
      'Australia/Lord_Howe',
      9,
    );
    expect(hoursOf(back)).toEqual([1.5, 1, 1]);
    const forward = bucketBoundaries(
      range('2026-10-03T14:30:00Z', '2026-10-03T17:00:00Z'),
      'hour',
      'Australia/Lord_Howe',
      9,
    );
    expect(startsIn('Australia/Lord_Howe', forward)).toEqual([
      '2026-10-04T01:00:00+10:30',
      '2026-10-04T02:30:00+11:00',
      '2026-10-04T03:00:00+11:00',
    ]);
  });
});

it('weeks begin on Monday and months on the first', () => {
  const when = range('2026-02-26T12:00:00Z', '2026-03-10T12:00:00Z');
  expect(startsIn('UTC', bucketBoundaries(when, 'week', 'UTC', 9))).toEqual([
    '2026-02-23T00:00:00+00:00',
    '2026-03-02T00:00:00+00:00',
    '2026-03-09T00:00:00+00:00',
  ]);
  expect(startsIn('UTC', bucketBoundaries(when, 'month', 'UTC', 9))).toEqual([
    '2026-02-01T00:00:00+00:00',
    '2026-03-01T00:00:00+00:00',
  ]);
});

it('an empty range has none, and one with too many says so', () => {
  expect(bucketBoundaries({ fromMs: 5, toMs: 5 }, 'day', 'UTC', 9)).toEqual([]);
  expect(bucketBoundaries({ fromMs: 0, toMs: 10 * HOUR_MS }, 'hour', 'UTC', 10)).toHaveLength(10);
  expect(bucketBoundaries({ fromMs: 0, toMs: 10 * HOUR_MS + 1 }, 'hour', 'UTC', 10)).toBeNull();
});

const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['Pacific/Chatham', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia', 'America/Santiago'],
];

it('whatever the zone and the interval, every moment of the range is in exactly one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(...INTERVALS),
      fc.integer({ min: Date.UTC(1990), max: Date.UTC(2035) }),
      fc.integer({ min: 1, max: 40 * 24 * HOUR_MS }),
      (zone, interval, fromMs, lengthMs) => {
        const toMs = fromMs + lengthMs;
        const buckets = bucketBoundaries({ fromMs, toMs }, interval, zone, 2_000) ?? [];
        expect(buckets[0]?.startMs).toBeLessThanOrEqual(fromMs);
        expect(buckets[0]?.endMs).toBeGreaterThan(fromMs);
        expect(buckets.at(-1)?.startMs).toBeLessThan(toMs);
        expect(buckets.at(-1)?.endMs).toBeGreaterThanOrEqual(toMs);
        for (const [at, bucket] of buckets.entries()) {
          expect(bucket.endMs).toBeGreaterThan(bucket.startMs);
          if (at > 0) expect(bucket.startMs).toBe(buckets[at - 1]?.endMs);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('whatever the zone, a day is the date that a clock there shows', () => {
  const dateIn = (ms: number, timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms);
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.UTC(2000), max: Date.UTC(2035) }),
      (zone, fromMs) => {
        const days = bucketBoundaries({ fromMs, toMs: fromMs + 60 * HOUR_MS }, 'day', zone, 9) ?? [];
        for (const { startMs, endMs } of days) {
          expect(dateIn(endMs - 1, zone)).toBe(dateIn(startMs, zone));
          expect(dateIn(startMs - 1, zone)).not.toBe(dateIn(startMs, zone));
        }
      },
    ),
    { numRuns: 150 },
  );
});
