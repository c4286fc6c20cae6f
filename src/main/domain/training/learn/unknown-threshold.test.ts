import { expect, it } from 'vitest';
import { chooseThreshold } from './unknown-threshold.ts';

/** Scores of two classes with which the first has this chance. */
const scores = (...chances: number[]) =>
  Float64Array.from(chances.flatMap((chance) => [Math.log(chance), Math.log(1 - chance)]));
const known = (chances: number[], labels: number[]) => ({
  scores: scores(...chances),
  labels,
  classCount: 2,
});

it('lies between what is right and what is foreign', () => {
  const threshold = chooseThreshold(known([0.9, 0.95], [0, 0]), scores(0.6, 0.7), 2, 1);
  expect(threshold).toBeGreaterThan(0.7);
  expect(threshold).toBeLessThan(0.9);
});

it('keeps out wrong guesses that are less sure than right ones', () => {
  const threshold = chooseThreshold(known([0.9, 0.95, 0.6], [0, 0, 1]), new Float64Array(), 2, 1);
  expect(threshold).toBeGreaterThan(0.6);
  expect(threshold).toBeLessThan(0.9);
});

it('lets all pass where all is right and nothing is foreign', () => {
  expect(chooseThreshold(known([0.9, 0.6], [0, 0]), new Float64Array(), 2, 1)).toBeLessThan(0.6);
});

it('is above blind guessing where nothing could be held back', () => {
  expect(chooseThreshold(known([], []), new Float64Array(), 2, 1)).toBeCloseTo(0.75);
});
