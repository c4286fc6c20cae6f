import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, pointsOfLevel } from './level.ts';

describe('a level', () => {
  it.each([
    [0, 1],
    [124, 1],
    [125, 2],
    [374, 2],
    [375, 3],
    [749, 3],
    [750, 4],
    [1_249, 4],
    [1_250, 5],
    [1_874, 5],
    [1_875, 6],
  ])('of %i points is %i', (points, level) => {
    expect(levelOf(points)).toBe(level);
  });

  it('begins exactly at its points, however many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (level) => {
        expect(levelOf(pointsOfLevel(level))).toBe(level);
        expect(levelOf(pointsOfLevel(level + 1) - 1)).toBe(level);
      }),
    );
  });
});
