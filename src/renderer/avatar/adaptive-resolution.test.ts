import { expect, test } from 'vitest';
import { AdaptiveResolution } from './adaptive-resolution.ts';

function feed(resolution: AdaptiveResolution, intervalMs: number, seconds: number): void {
  for (let tMs = 0; tMs < seconds * 1000; tMs += intervalMs) resolution.add(intervalMs);
}

test('a fast machine keeps full resolution', () => {
  const resolution = new AdaptiveResolution();
  feed(resolution, 16.7, 60);
  expect(resolution.scale).toBe(1);
});

test('a slow machine gets a lower resolution, down to a limit, and gets it back when it is fast again', () => {
  const resolution = new AdaptiveResolution();
  feed(resolution, 90, 5);
  expect(resolution.scale).toBeLessThan(0.85);
  feed(resolution, 90, 60);
  expect(resolution.scale).toBeCloseTo(0.6);
  feed(resolution, 16.7, 120);
  expect(resolution.scale).toBeCloseTo(1);
});

test('a single hitch changes nothing', () => {
  const resolution = new AdaptiveResolution();
  for (let round = 0; round < 10; round++) {
    feed(resolution, 16.7, 0.6);
    resolution.add(100);
  }
  expect(resolution.scale).toBe(1);
});
