import { describe, expect, it } from 'vitest';
import { retryDelayMs, TRIES } from './retry-schedule.ts';

describe('the next try', () => {
  it('comes after two seconds, then after twice as long each time, until there is none', () => {
    const delays = Array.from({ length: TRIES }, (_, at) => retryDelayMs(at + 1, null, () => 0));
    expect(delays).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, null]);
  });

  it('comes up to a fifth later by chance, and never earlier', () => {
    expect(retryDelayMs(1, null, () => 1)).toBe(2_400);
    expect(retryDelayMs(3, null, () => 0.5)).toBe(8_800);
  });

  it('waits for what the other side asks for, up to an hour', () => {
    expect(retryDelayMs(1, 30_000, () => 0)).toBe(30_000);
    expect(retryDelayMs(5, 30_000, () => 0)).toBe(32_000);
    expect(retryDelayMs(1, 24 * 3_600_000, () => 0)).toBe(3_600_000);
  });
});
