import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

function feed(pace: Pace, intervalMs: number, seconds: number): void {
  for (let tMs = 0; tMs < seconds * 1000; tMs += intervalMs) pace.add(intervalMs);
}

test('a fast machine keeps full resolution', () => {
  const pace = new Pace();
  feed(pace, 16.7, 60);
  expect(pace.scale).toBe(1);
});

test('a slow machine gets a lower resolution, down to a limit, and gets it back when it is fast again', () => {
  const pace = new Pace();
  feed(pace, 90, 5);
  expect(pace.scale).toBeLessThan(0.85);
  feed(pace, 90, 60);
  expect(pace.scale).toBeCloseTo(0.5);
  feed(pace, 16.7, 120);
  expect(pace.scale).toBeCloseTo(1);
});

test('a single hitch changes nothing', () => {
  const pace = new Pace();
  for (let round = 0; round < 10; round++) {
    feed(pace, 16.7, 0.6);
    pace.add(100);
  }
  expect(pace.scale).toBe(1);
});

test('a machine that is too slow even at the lowest resolution is strained, until it is not', () => {
  const pace = new Pace();
  feed(pace, 16.7, 5);
  expect(pace.strained).toBe(false);
  feed(pace, 200, 30);
  expect(pace.strained).toBe(true);
  feed(pace, 16.7, 5);
  expect(pace.strained).toBe(false);
});
