/** What each class gets for each of some texts, side by side, and what is right. */
export interface Judged {
  scores: Float64Array;
  labels: readonly number[];
  classCount: number;
}

/** Chances from scores, each divided by the temperature: above 1 it makes a classifier less sure of itself. */
export function chancesOf(scores: ArrayLike<number>, temperature: number): Float64Array {
  const chances = Float64Array.from(scores, (score) => score / temperature);
  const highest = Math.max(...chances);
  let sum = 0;
  for (let at = 0; at < chances.length; at++) {
    chances[at] = Math.exp((chances[at] as number) - highest);
    sum += chances[at] as number;
  }
  return chances.map((chance) => chance / sum);
}

/** The mean of what the chance of the right class lacks of certainty, as a logarithm. */
export function logLoss({ scores, labels, classCount }: Judged, temperature: number): number {
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const first = row * classCount;
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = first; at < first + classCount; at++) highest = Math.max(highest, scores[at] as number);
    let sum = 0;
    for (let at = first; at < first + classCount; at++) {
      sum += Math.exp(((scores[at] as number) - highest) / temperature);
    }
    const own = scores[first + (labels[row] as number)] as number;
    loss += Math.log(sum) + (highest - own) / temperature;
  }
  return loss / Math.max(1, labels.length);
}

const TEMPERATURE_MIN = 0.05;
const TEMPERATURE_MAX = 20;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const CUTS = 40;

/**
 * The temperature with which what is said of texts that were held back fits best. The loss has one lowest place along
 * the logarithm of the temperature, which is narrowed down by the golden section.
 *
 * Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
 */
export function bestTemperature(judged: Judged): number {
  if (judged.labels.length === 0) return 1;
  const lossAt = (logarithm: number) => logLoss(judged, Math.exp(logarithm));
  let low = Math.log(TEMPERATURE_MIN);
  let high = Math.log(TEMPERATURE_MAX);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let leftLoss = lossAt(left);
  let rightLoss = lossAt(right);
  for (let cut = 0; cut < CUTS; cut++) {
    if (leftLoss <= rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - GOLDEN * (high - low);
      leftLoss = lossAt(left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + GOLDEN * (high - low);
      rightLoss = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** A guess with how sure it is. */
export interface Guess {
  label: number;
  guessed: number;
  /** 0 to 1. */
  confidence: number;
}

export function guessesOf({ scores, labels, classCount }: Judged, temperature: number): Guess[] {
  return labels.map((label, row) => {
    const chances = chancesOf(scores.subarray(row * classCount, (row + 1) * classCount), temperature);
    const confidence = Math.max(...chances);
    return { label, guessed: chances.indexOf(confidence), confidence };
  });
}

const BINS_MAX = 10;
const GUESSES_PER_BIN_MIN = 10;

/**
 * How far confidence and correctness are apart: guesses are put together by their confidence into parts of one size,
 * and the differences of their means are averaged. 0 is perfect.
 */
export function calibrationError(guesses: readonly Guess[]): number | null {
  if (guesses.length === 0) return null;
  const sorted = guesses.toSorted((a, b) => a.confidence - b.confidence);
  const bins = Math.max(1, Math.min(BINS_MAX, Math.floor(sorted.length / GUESSES_PER_BIN_MIN)));
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const own = sorted.slice(
      Math.floor((bin * sorted.length) / bins),
      Math.floor(((bin + 1) * sorted.length) / bins),
    );
    const gap = own.reduce((sum, { label, guessed, confidence }) => {
      return sum + confidence - (label === guessed ? 1 : 0);
    }, 0);
    error += Math.abs(gap) / sorted.length;
  }
  return error;
}
