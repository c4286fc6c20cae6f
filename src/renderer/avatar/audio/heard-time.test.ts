import { expect, test } from 'vitest';
import { heardTimeS } from './heard-time.ts';

const NOW_MS = 50_000;

test('the output timestamp is carried on to this moment', () => {
  const audio = {
    currentTime: 10,
    outputLatency: 0.2,
    getOutputTimestamp: () => ({ contextTime: 9.9, performanceTime: NOW_MS - 20 }),
  };
  expect(heardTimeS(audio, NOW_MS)).toBeCloseTo(9.92);
});

test.each([
  ['zeros', { contextTime: 0, performanceTime: 0 }],
  ['the far past', { contextTime: 3, performanceTime: NOW_MS }],
  ['the future', { contextTime: 12, performanceTime: NOW_MS }],
  ['nothing', {}],
])('a timestamp of %s is not believed; the latency is taken off instead', (_, stamp) => {
  const audio = { currentTime: 10, outputLatency: 0.15, getOutputTimestamp: () => stamp };
  expect(heardTimeS(audio, NOW_MS)).toBeCloseTo(9.85);
});

test('without any latency known, or with an absurd one, the clock itself counts', () => {
  expect(heardTimeS({ currentTime: 10 }, NOW_MS)).toBe(10);
  expect(heardTimeS({ currentTime: 10, outputLatency: 40 }, NOW_MS)).toBe(10);
  expect(heardTimeS({ currentTime: 10, outputLatency: Number.NaN, baseLatency: 0.01 }, NOW_MS)).toBeCloseTo(
    9.99,
  );
});
