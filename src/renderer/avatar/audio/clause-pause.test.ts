import { expect, test } from 'vitest';
import { pauseAfterMs, trailingSilenceMs } from './clause-pause.ts';

test('silence at the end is measured', () => {
  const samples = new Float32Array(1000);
  samples.fill(0.5, 0, 600);
  expect(trailingSilenceMs(samples, 1000)).toBeCloseTo(400);
  expect(trailingSilenceMs(new Float32Array(0), 1000)).toBe(0);
});

test('a sentence pauses longer than a comma, and a cut between words does not pause', () => {
  expect(pauseAfterMs('Hello there!', 0)).toBeGreaterThan(pauseAfterMs('Well,', 0));
  expect(pauseAfterMs('Well,', 0)).toBeGreaterThan(50);
  expect(pauseAfterMs('and so', 0)).toBe(0);
  expect(pauseAfterMs('「元気ですか？」と。', 0)).toBe(pauseAfterMs('Done.', 0));
});

test('silence that the samples bring along counts', () => {
  expect(pauseAfterMs('Hello.', 5000)).toBe(0);
  expect(pauseAfterMs('Hello.', 100)).toBe(pauseAfterMs('Hello.', 0) - 100);
});
