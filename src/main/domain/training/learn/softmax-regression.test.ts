import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './rows.ts';
import { seededRandom } from './seeded-random.ts';
import {
  fitRegression,
  newWeights,
  type RegressionData,
  regressionObjective,
  scoresOf,
} from './softmax-regression.ts';

/** Rows with a value for most features, of classes in turn. */
function dataOf(rowCount: number, featureCount: number, classCount: number, seed: number): RegressionData {
  const random = seededRandom(seed);
  const rows = Array.from({ length: rowCount }, () => {
    const features = Array.from({ length: featureCount }, (_, at) => at).filter(() => random() < 0.7);
    return { features, values: features.map(() => random() * 2 - 1) };
  });
  return {
    rows: rowsOf(rows),
    labels: rows.map((_, at) => at % classCount),
    importance: rows.map(() => 0.5 + random()),
    featureCount,
    classCount,
  };
}

describe('the gradient', () => {
  it('is what small differences say', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 2, max: 4 }),
        fc.nat(),
        (rowCount, featureCount, classCount, seed) => {
          const data = dataOf(rowCount, featureCount, classCount, seed);
          const objective = regressionObjective(data, 0.1);
          const random = seededRandom(seed + 1);
          const point = newWeights(data).map(() => random() * 2 - 1);
          const gradient = new Float64Array(point.length);
          objective(point, gradient);
          const ignored = new Float64Array(point.length);
          const step = 1e-5;
          for (let at = 0; at < point.length; at++) {
            const moved = (by: number) => objective(point.with(at, (point[at] ?? 0) + by), ignored);
            expect(gradient[at]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 6);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('fitting', () => {
  const precisely = { epochsMax: 500, improvementMin: 0 };

  it('without any feature finds how frequent each class is', () => {
    const labels = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
    const rows = rowsOf(labels.map(() => ({ features: [], values: [] })));
    const data = { rows, labels, importance: labels.map(() => 1), featureCount: 0, classCount: 3 };
    const { point, value } = fitRegression(data, { penalty: 1, ...precisely });
    const all = [...point].reduce((sum, score) => sum + Math.exp(score), 0);
    const chances = [...point].map((score) => Math.exp(score) / all);
    for (const [at, share] of [0.5, 0.3, 0.2].entries()) expect(chances[at]).toBeCloseTo(share, 4);
    const entropy = -[0.5, 0.3, 0.2].reduce((sum, share) => sum + share * Math.log(share), 0);
    expect(value).toBeCloseTo(entropy, 6);
  });

  it('finds the weight that can be worked out by hand', () => {
    // Two texts with opposite values: the weights are w and -w, where 2 * penalty * w = 1 / (1 + exp(2w)) * 2.
    const rows = rowsOf([
      { features: [0], values: [1] },
      { features: [0], values: [-1] },
    ]);
    const data = { rows, labels: [0, 1], importance: [1, 1], featureCount: 1, classCount: 2 };
    const penalty = 0.1;
    const { point } = fitRegression(data, { penalty, ...precisely });
    const [weight = 0] = point;
    expect(point[1]).toBeCloseTo(-weight, 5);
    expect(penalty * weight).toBeCloseTo(1 / (1 + Math.exp(2 * weight)), 5);
  });

  it('finds the same from wherever it begins, and nothing near it is lower', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const data = dataOf(20, 4, 3, seed);
        const random = seededRandom(seed);
        const start = newWeights(data).map(() => random() * 6 - 3);
        const { point, value } = fitRegression(data, { penalty: 0.05, ...precisely });
        expect(fitRegression(data, { penalty: 0.05, ...precisely, start }).value).toBeCloseTo(value, 5);
        const objective = regressionObjective(data, 0.05);
        const near = point.map((weight) => weight + (random() - 0.5) / 10);
        expect(objective(near, new Float64Array(point.length))).toBeGreaterThanOrEqual(value - 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it('lowers the loss with every epoch', () => {
    const losses: number[] = [];
    const data = dataOf(50, 6, 4, 7);
    fitRegression(data, { penalty: 0.01, ...precisely, onEpoch: (_epoch, loss) => losses.push(loss) });
    expect(losses.length).toBeGreaterThan(5);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it('counts important rows more', () => {
    const rows = rowsOf([
      { features: [], values: [] },
      { features: [], values: [] },
    ]);
    const data = { rows, labels: [0, 1], importance: [3, 1], featureCount: 0, classCount: 2 };
    const { point } = fitRegression(data, { penalty: 1, ...precisely });
    expect((point[0] ?? 0) - (point[1] ?? 0)).toBeCloseTo(Math.log(3), 4);
  });
});

it('scores are the values times the weights, and what every text has', () => {
  const rows = rowsOf([
    { features: [0, 2], values: [2, -1] },
    { features: [], values: [] },
  ]);
  const weights = [1, 10, 0, 0, 3, 4, 0.5, 0.25];
  expect([...scoresOf(weights, rows, 3, 2)]).toEqual([2 - 3 + 0.5, 20 - 4 + 0.25, 0.5, 0.25]);
});
