import { bestTemperature, type Judged, logLoss } from './calibration.ts';
import { type FeatureSource, IntentFeatures } from './intent-features.ts';
import { rowsOf } from './rows.ts';
import { fitRegression, type RegressionData, scoresOf, type Weights } from './softmax-regression.ts';
import { type Fold, stratifiedFolds, stratifiedHoldOut, stratifiedSample } from './stratified-folds.ts';
import { chooseThreshold } from './unknown-threshold.ts';

/** A text whose intent is known. */
export interface LabelledText extends FeatureSource {
  /** Which intent, from 0. */
  label: number;
}

export interface LearnOptions {
  classCount: number;
  dimensions: number;
  seed: number;
  epochsMax: number;
  /** Takes the place of the one that is found by trying: larger holds the weights down more. */
  regularisation?: number | undefined;
}

/** What is found out by holding examples back. */
export interface Tuned {
  /** How much a single example counts against the size of the weights. */
  strength: number;
  temperature: number;
  threshold: number;
}

/** A model as it was fitted, with the features that it reads. */
export interface Fitted {
  features: IntentFeatures;
  weights: Weights;
  epochs: number;
  loss: number;
  converged: boolean;
}

/** How often a fit is told of, for progress: the share of it that is done. */
export type OnFit = (share: number, epoch: number, loss: number) => void;

/** From holding the weights down most to least; they are passed on from one to the next. */
const STRENGTHS = [2, 10, 50, 250];
/** So many parts are held back one after another where there are few examples, and one where there are many. */
const FOLDS = 4;
const FOLDS_UP_TO = 500;
const HELD_OUT_SHARE = 0.25;
/** More examples tell hardly more about how strongly to hold the weights down. */
const TUNED_WITH_MAX = 2_000;
/** What is only compared with others need not be found to the last digit. */
const ROUGHLY = 1e-3;
/** Weights and features at most: the memory of a thread that learns is bounded by them. */
const WEIGHTS_MAX = 1_500_000;

/** How many fits `tune` makes, for progress. */
export function fitsToTune(exampleCount: number, classCount: number): number {
  const folds = exampleCount <= FOLDS_UP_TO ? FOLDS : 1;
  return folds * STRENGTHS.length + strangerGroups(classCount);
}

/** Finds by trying on examples that are held back how strongly to hold the weights down, and how sure to be. */
export function tune(texts: readonly LabelledText[], options: LearnOptions, onFit: OnFit): Tuned {
  const { classCount, seed, regularisation } = options;
  const sampled =
    texts.length <= TUNED_WITH_MAX
      ? texts
      : stratifiedSample(
          texts.map(({ label }) => label),
          TUNED_WITH_MAX,
          seed,
        ).map((at) => texts[at] as LabelledText);
  const labels = sampled.map(({ label }) => label);
  const folds =
    sampled.length <= FOLDS_UP_TO
      ? stratifiedFolds(labels, FOLDS, seed)
      : [stratifiedHoldOut(labels, HELD_OUT_SHARE, seed)];
  const strengths = regularisation === undefined ? STRENGTHS : [1 / (regularisation * texts.length)];
  const tried = folds.map((fold) => tryStrengths(sampled, fold, strengths, options, onFit));
  const heldBack = folds.flatMap(({ test }) => test.map((at) => labels[at] as number));
  const judgements = strengths.map((strength, at) => {
    const judged: Judged = {
      scores: concatenated(tried.map((scores) => scores[at] as Float64Array)),
      labels: heldBack,
      classCount,
    };
    const temperature = bestTemperature(judged);
    return { strength, temperature, judged, loss: logLoss(judged, temperature) };
  });
  const best = judgements.reduce((a, b) => (b.loss < a.loss ? b : a));
  const strangers = scoresOfStrangers(sampled, best.strength, options, onFit);
  const threshold = chooseThreshold(best.judged, strangers, classCount, best.temperature);
  return { strength: best.strength, temperature: best.temperature, threshold };
}

/** Learns from all these texts. */
export function fitAll(
  texts: readonly LabelledText[],
  strength: number,
  options: LearnOptions,
  onFit: OnFit,
  onEpoch?: (epoch: number, loss: number, fitted: Pick<Fitted, 'features' | 'weights'>) => void,
): Fitted {
  const { features, data } = prepare(texts, options);
  const { point, value, steps, converged } = fitRegression(data, {
    penalty: 1 / (strength * texts.length),
    epochsMax: options.epochsMax,
    onEpoch: (epoch, loss, weights) => {
      onFit(epoch / (options.epochsMax + 1), epoch, loss);
      onEpoch?.(epoch, loss, { features, weights });
    },
  });
  onFit(1, steps, value);
  return { features, weights: point, epochs: steps, loss: value, converged };
}

/** What each class gets for each of these texts. */
export function judge(
  { features, weights }: Pick<Fitted, 'features' | 'weights'>,
  texts: readonly LabelledText[],
  classCount: number,
): Judged {
  const rows = rowsOf(texts.map((text) => features.rowOf(text)));
  return {
    scores: scoresOf(weights, rows, features.count, classCount),
    labels: texts.map(({ label }) => label),
    classCount,
  };
}

function tryStrengths(
  texts: readonly LabelledText[],
  { train, test }: Fold,
  strengths: readonly number[],
  options: LearnOptions,
  onFit: OnFit,
): Float64Array[] {
  const learned = train.map((at) => texts[at] as LabelledText);
  const heldBack = test.map((at) => texts[at] as LabelledText);
  const { features, data } = prepare(learned, options);
  const rows = rowsOf(heldBack.map((text) => features.rowOf(text)));
  let start: Weights | undefined;
  return strengths.map((strength) => {
    const { point, steps, value } = fitRegression(data, {
      penalty: 1 / (strength * learned.length),
      epochsMax: options.epochsMax,
      improvementMin: ROUGHLY,
      ...(start && { start }),
      onEpoch: (epoch, loss) => onFit(epoch / (options.epochsMax + 1), epoch, loss),
    });
    onFit(1, steps, value);
    start = point;
    return scoresOf(point, rows, features.count, options.classCount);
  });
}

function strangerGroups(classCount: number): number {
  return classCount < 3 ? 0 : Math.min(4, classCount);
}

/** What texts get whose own intent was not learned: some intents at a time are left out, and their texts judged. */
function scoresOfStrangers(
  texts: readonly LabelledText[],
  strength: number,
  options: LearnOptions,
  onFit: OnFit,
): Float64Array {
  const groups = strangerGroups(options.classCount);
  const scores = Array.from({ length: groups }, (_, group) => {
    const isStranger = ({ label }: LabelledText) => label % groups === group;
    const known = texts.filter((text) => !isStranger(text));
    const strangers = texts.filter(isStranger);
    const fitted = fitAll(known, strength, options, onFit);
    const judged = judge(fitted, strangers, options.classCount);
    // An intent that was left out cannot be guessed.
    return judged.scores.map((score, at) => ((at % options.classCount) % groups === group ? -1e9 : score));
  });
  return concatenated(scores);
}

function prepare(
  texts: readonly LabelledText[],
  { classCount, dimensions }: LearnOptions,
): { features: IntentFeatures; data: RegressionData } {
  const countMax = Math.floor(WEIGHTS_MAX / classCount);
  const features = IntentFeatures.learn(texts, dimensions, countMax);
  const labels = texts.map(({ label }) => label);
  const rows = rowsOf(texts.map((text) => features.rowOf(text)));
  const importance = importanceOf(labels, classCount);
  return { features, data: { rows, labels, importance, featureCount: features.count, classCount } };
}

/**
 * Rare intents count more than their number, and less than if all counted the same: that would make the classifier
 * expect them as often as the others.
 */
function importanceOf(labels: readonly number[], classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const weights = Float64Array.from(labels, (label) => 1 / Math.sqrt(counts[label] as number));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  return weights.map((weight) => weight / mean);
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
