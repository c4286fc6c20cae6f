import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fold, stratifiedFolds, stratifiedHoldOut, stratifiedSample } from './stratified-folds.ts';

const someLabels = fc.array(fc.nat(5), { minLength: 2, maxLength: 120 });
const count = (labels: readonly number[], label: number, of: readonly number[]) =>
  of.filter((at) => labels[at] === label).length;
const everything = (labels: readonly number[]) => labels.map((_, at) => at);

function expectParted(labels: readonly number[], { train, test }: Fold): void {
  expect([...train, ...test].sort((a, b) => a - b)).toEqual(everything(labels));
  // Nothing is asked for that was not learned.
  for (const at of test) expect(count(labels, labels[at] as number, train)).toBeGreaterThan(0);
}

describe('folds', () => {
  it('hold each example back once, and the only one of a class never', () => {
    fc.assert(
      fc.property(someLabels, fc.integer({ min: 2, max: 6 }), fc.nat(), (labels, parts, seed) => {
        const folds = stratifiedFolds(labels, parts, seed);
        for (const fold of folds) expectParted(labels, fold);
        const held = folds.flatMap(({ test }) => test).sort((a, b) => a - b);
        const expected = everything(labels).filter(
          (at) => count(labels, labels[at] as number, everything(labels)) > 1,
        );
        expect(held).toEqual(expected);
      }),
    );
  });

  it('have of each class as many as of any other fold, give or take one', () => {
    fc.assert(
      fc.property(someLabels, fc.nat(), (labels, seed) => {
        const folds = stratifiedFolds(labels, 3, seed);
        for (const label of new Set(labels)) {
          const counts = folds.map(({ test }) => count(labels, label, test));
          if (folds.length === 3) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are the same for the same seed', () => {
    const labels = everything(Array(40).fill(0)).map((at) => at % 4);
    expect(stratifiedFolds(labels, 4, 9)).toEqual(stratifiedFolds(labels, 4, 9));
    expect(stratifiedFolds(labels, 4, 9)).not.toEqual(stratifiedFolds(labels, 4, 10));
  });
});

it('a part that is held out has of each class its share', () => {
  fc.assert(
    fc.property(someLabels, fc.nat(), (labels, seed) => {
      const fold = stratifiedHoldOut(labels, 0.2, seed);
      expectParted(labels, fold);
      for (const label of new Set(labels)) {
        const all = count(labels, label, everything(labels));
        const held = count(labels, label, fold.test);
        if (all > 1) expect(Math.abs(held - Math.max(1, all * 0.2))).toBeLessThanOrEqual(0.5);
      }
    }),
  );
});

it('a sample has of each class its share', () => {
  const labels = Array.from({ length: 1_000 }, (_, at) => (at % 10 === 0 ? 1 : 0));
  const sample = stratifiedSample(labels, 100, 3);
  expect(count(labels, 0, sample)).toBe(90);
  expect(count(labels, 1, sample)).toBe(10);
});
