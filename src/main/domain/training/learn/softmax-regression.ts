import { type Minimum, minimise, type Objective } from './minimise.ts';
import type { Rows } from './rows.ts';

/**
 * Weights of a multinomial logistic regression: for each feature one per class, side by side, and after the last
 * feature one per class that every text has.
 */
export type Weights = Float64Array;

export interface RegressionData {
  rows: Rows;
  /** The class of each row, from 0. */
  labels: ArrayLike<number>;
  /** How much each row counts. */
  importance: ArrayLike<number>;
  featureCount: number;
  classCount: number;
}

export function newWeights({
  featureCount,
  classCount,
}: Pick<RegressionData, 'featureCount' | 'classCount'>): Weights {
  return new Float64Array((featureCount + 1) * classCount);
}

/**
 * The mean cross entropy, each row by its importance, and half the squared weights times `penalty`; what every text
 * has is not held down.
 */
export function regressionObjective(data: RegressionData, penalty: number): Objective {
  const { rows, labels, importance, featureCount, classCount } = data;
  const { starts, features, values } = rows;
  const rowCount = starts.length - 1;
  let whole = 0;
  for (let row = 0; row < rowCount; row++) whole += importance[row] as number;
  const held = featureCount * classCount;
  const chances = new Float64Array(classCount);
  return (weights, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rowCount; row++) {
      const share = (importance[row] as number) / whole;
      const label = labels[row] as number;
      writeScores(chances, weights, rows, row, held);
      loss -= share * toLogChances(chances, label);
      for (let at = 0; at < classCount; at++) {
        const error = share * ((chances[at] as number) - (at === label ? 1 : 0));
        chances[at] = error;
        gradient[held + at] = (gradient[held + at] as number) + error;
      }
      const end = starts[row + 1] as number;
      for (let entry = starts[row] as number; entry < end; entry++) {
        const first = (features[entry] as number) * classCount;
        const value = values[entry] as number;
        for (let at = 0; at < classCount; at++) {
          gradient[first + at] = (gradient[first + at] as number) + value * (chances[at] as number);
        }
      }
    }
    let squares = 0;
    for (let at = 0; at < held; at++) {
      const weight = weights[at] as number;
      squares += weight * weight;
      gradient[at] = (gradient[at] as number) + penalty * weight;
    }
    return loss + (penalty / 2) * squares;
  };
}

export interface FitOptions {
  penalty: number;
  epochsMax: number;
  /** Ends when an epoch lowers the objective by a smaller share of it. */
  improvementMin?: number;
  /** Begins there instead of at zero; is changed. */
  start?: Weights;
  onEpoch?(epoch: number, loss: number, weights: Weights): void;
}

/** @returns the weights with the lowest objective, which is convex: the same ones from wherever it begins */
export function fitRegression(data: RegressionData, options: FitOptions): Minimum {
  const { penalty, epochsMax, improvementMin = 1e-4, start = newWeights(data), onEpoch } = options;
  const objective = regressionObjective(data, penalty);
  return minimise(objective, start, {
    stepsMax: epochsMax,
    improvementMin,
    ...(onEpoch && { onStep: onEpoch }),
  });
}

/** What each class gets for each row, side by side: logarithms of chances, up to what all classes of a row share. */
export function scoresOf(
  weights: ArrayLike<number>,
  rows: Rows,
  featureCount: number,
  classCount: number,
): Float64Array {
  const rowCount = rows.starts.length - 1;
  const scores = new Float64Array(rowCount * classCount);
  for (let row = 0; row < rowCount; row++) {
    const own = scores.subarray(row * classCount, (row + 1) * classCount);
    writeScores(own, weights, rows, row, featureCount * classCount);
  }
  return scores;
}

function writeScores(
  scores: Float64Array,
  weights: ArrayLike<number>,
  { starts, features, values }: Rows,
  row: number,
  biasAt: number,
): void {
  const classCount = scores.length;
  for (let at = 0; at < classCount; at++) scores[at] = weights[biasAt + at] as number;
  const end = starts[row + 1] as number;
  for (let entry = starts[row] as number; entry < end; entry++) {
    const first = (features[entry] as number) * classCount;
    const value = values[entry] as number;
    for (let at = 0; at < classCount; at++) {
      scores[at] = (scores[at] as number) + value * (weights[first + at] as number);
    }
  }
}

/** Puts chances in the place of scores. @returns the logarithm of the chance of this class */
function toLogChances(scores: Float64Array, label: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  const own = (scores[label] as number) - highest;
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const chance = Math.exp((scores[at] as number) - highest);
    scores[at] = chance;
    sum += chance;
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) / sum;
  return own - Math.log(sum);
}
