import fc from 'fast-check';
import { expect, it } from 'vitest';
import { majorityAccuracy, scoreGuesses } from './scores-of-guesses.ts';

const guesses = (...pairs: [label: number, guessed: number][]) =>
  pairs.map(([label, guessed]) => ({ label, guessed }));

it('are what one works out by hand', () => {
  const scores = scoreGuesses(guesses([0, 0], [0, 0], [0, 1], [1, 1], [1, 0], [2, 2]), 4);
  expect(scores?.confusion).toEqual([
    [2, 1, 0, 0],
    [1, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 0],
  ]);
  expect(scores?.accuracy).toBeCloseTo(4 / 6);
  expect(scores?.perClass[0]).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 });
  expect(scores?.perClass[1]).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 });
  expect(scores?.perClass[2]).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 });
  expect(scores?.perClass[3]).toEqual({ precision: null, recall: null, f1: null, support: 0 });
  expect(scores?.macroF1).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3);
});

it('of nothing are none', () => {
  expect(scoreGuesses([], 3)).toBeNull();
});

it('count every guess once, and lie between 0 and 1', () => {
  const guess = fc.record({ label: fc.nat(4), guessed: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(guess, { minLength: 1 }), (made) => {
      const scores = scoreGuesses(made, 5);
      expect(scores?.confusion.flat().reduce((sum, count) => sum + count)).toBe(made.length);
      expect(scores?.perClass.reduce((sum, { support }) => sum + support, 0)).toBe(made.length);
      for (const value of [scores?.accuracy, scores?.macroF1]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }),
  );
});

it('the most frequent class is that of what was learned from', () => {
  expect(majorityAccuracy([1, 1, 0], [0, 1, 0, 0])).toBe(1 / 4);
  expect(majorityAccuracy([0, 1], [0])).toBe(1);
});
