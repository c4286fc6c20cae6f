import { expect, test } from 'vitest';
import { Blink } from './blink.ts';
import { seededRandom } from './seeded-random.test-data.ts';

const FRAME_S = 1 / 60;

function starts(seed: number, seconds: number): number[] {
  const blink = new Blink(seededRandom(seed));
  const times: number[] = [];
  let was = 0;
  for (let tS = 0; tS < seconds; tS += FRAME_S) {
    const weight = blink.update(FRAME_S);
    if (was === 0 && weight > 0) times.push(tS);
    was = weight;
  }
  return times;
}

test('eyes blink about as often as people do, at irregular intervals, sometimes twice', () => {
  const times = starts(1, 600);
  expect(times.length / 10).toBeGreaterThan(8);
  expect(times.length / 10).toBeLessThan(30);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(new Set(gaps.map((gap) => gap.toFixed(1))).size).toBeGreaterThan(15);
  expect(Math.max(...gaps)).toBeLessThan(9);
  expect(gaps.some((gap) => gap < 0.5)).toBe(true);
});

test('a blink closes the eyes fully and opens them again', () => {
  const blink = new Blink(() => 0.2);
  const weights = Array.from({ length: 180 }, () => blink.update(FRAME_S));
  expect(Math.max(...weights)).toBeGreaterThan(0.95);
  expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
  expect(weights.at(-1)).toBe(0);
});
