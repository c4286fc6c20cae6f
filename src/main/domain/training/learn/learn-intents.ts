import { calibrationError, type Guess, guessesOf, type Judged, logLoss } from './calibration.ts';
import { IntentClassifier } from './intent-classifier.ts';
import { majorityAccuracy, scoreGuesses } from './scores-of-guesses.ts';
import { type Fold, stratifiedFolds, stratifiedHoldOut } from './stratified-folds.ts';
import type { LearnedIntents, LossPoint, TrainingFigures } from './training-figures.ts';
import { fitAll, fitsToTune, judge, type LabelledText, type LearnOptions, type OnFit, tune } from './tune.ts';

/** Fewer examples than this are all held back once, part by part; of more, one part tells enough. */
const ALL_HELD_BACK_UP_TO = 200;
const PARTS = 5;
const HELD_BACK_SHARE = 0.2;
/** Points of a loss curve at most. */
const CURVE_POINTS_MAX = 200;

/** What is told while it learns. */
export interface LearnProgress {
  /** 0 to 1. */
  share: number;
  epoch: number;
  loss: number;
}

/**
 * Learns to tell intents, and measures honestly how well: the very same procedure (choosing how strongly to hold the
 * weights down, how sure to be and from when on to say nothing) is done without the examples that it is measured by,
 * then with all.
 *
 * @param texts of at least two intents
 * @param intents what the labels are called
 */
export function learnIntents(
  texts: readonly LabelledText[],
  intents: readonly string[],
  options: Omit<LearnOptions, 'classCount'>,
  onProgress: (progress: LearnProgress) => void,
): LearnedIntents {
  const all: LearnOptions = { ...options, classCount: intents.length };
  const labels = texts.map(({ label }) => label);
  const folds =
    texts.length <= ALL_HELD_BACK_UP_TO
      ? stratifiedFolds(labels, PARTS, options.seed)
      : [stratifiedHoldOut(labels, HELD_BACK_SHARE, options.seed)];
  const onFit = countFits(folds, texts.length, all.classCount, onProgress);
  const measured = folds.map((fold, at) => measure(texts, fold, all, onFit, at === 0));
  const tuned = tune(texts, all, onFit);
  const { features, weights, epochs, loss, converged } = fitAll(texts, tuned.strength, all, onFit);
  const { temperature, threshold } = tuned;
  const classifier = new IntentClassifier(
    { intents, temperature, threshold },
    features,
    Float32Array.from(weights),
  );
  const figures: TrainingFigures = {
    ...summed(measured, intents),
    measuredBy: folds.length === 1 ? 'held_out' : 'cross_validation',
    heldOut: folds.reduce((sum, { test }) => sum + test.length, 0),
    epochs,
    converged,
    trainingLoss: loss,
    regularisation: 1 / (tuned.strength * texts.length),
    temperature,
    threshold,
    features: features.count,
    lossCurve: measured[0]?.curve ?? [],
  };
  return { classifier: classifier.toBytes(), figures };
}

interface Measured {
  guesses: Guess[];
  /** The same before confidence was set right. */
  uncalibrated: Guess[];
  loss: number;
  threshold: number;
  majority: number;
  curve: LossPoint[];
}

function measure(
  texts: readonly LabelledText[],
  { train, test }: Fold,
  options: LearnOptions,
  onFit: OnFit,
  isCurveWanted: boolean,
): Measured {
  const learned = train.map((at) => texts[at] as LabelledText);
  const heldBack = test.map((at) => texts[at] as LabelledText);
  const { strength, temperature, threshold } = tune(learned, options, onFit);
  const curve: LossPoint[] = [];
  const every = Math.ceil(options.epochsMax / CURVE_POINTS_MAX);
  const fitted = fitAll(learned, strength, options, onFit, (epoch, loss, now) => {
    if (!isCurveWanted || epoch % every !== 0) return;
    curve.push({ epoch, loss, heldOutLoss: logLoss(judge(now, heldBack, options.classCount), 1) });
  });
  const judged: Judged = judge(fitted, heldBack, options.classCount);
  const labelsOf = (some: readonly LabelledText[]) => some.map(({ label }) => label);
  return {
    guesses: guessesOf(judged, temperature),
    uncalibrated: guessesOf(judged, 1),
    loss: logLoss(judged, temperature) * test.length,
    threshold,
    majority: majorityAccuracy(labelsOf(learned), labelsOf(heldBack)) * test.length,
    curve,
  };
}

function summed(measured: readonly Measured[], intents: readonly string[]) {
  const guesses = measured.flatMap((part) => part.guesses);
  const scores = scoreGuesses(guesses, intents.length);
  const accepted = measured.flatMap(({ guesses: own, threshold }) =>
    own.filter(({ confidence }) => confidence >= threshold),
  );
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const total = (of: (part: Measured) => number) => measured.reduce((sum, part) => sum + of(part), 0);
  return {
    accuracy: scores?.accuracy ?? null,
    macroF1: scores?.macroF1 ?? null,
    loss: share(
      total((part) => part.loss),
      guesses.length,
    ),
    majorityAccuracy: share(
      total((part) => part.majority),
      guesses.length,
    ),
    calibrationError: calibrationError(guesses),
    calibrationErrorBefore: calibrationError(measured.flatMap((part) => part.uncalibrated)),
    recognised: share(accepted.length, guesses.length),
    accuracyOfRecognised: share(
      accepted.filter(({ label, guessed }) => label === guessed).length,
      accepted.length,
    ),
    intents: intents.map((name, at) => {
      const none = { precision: null, recall: null, f1: null, support: 0 };
      return { name, ...(scores?.perClass[at] ?? none) };
    }),
    confusion: scores?.confusion ?? [],
  };
}

/** Turns what the single fits tell into one progress from 0 to 1. */
function countFits(
  folds: readonly Fold[],
  exampleCount: number,
  classCount: number,
  onProgress: (progress: LearnProgress) => void,
): OnFit {
  const measuring = folds.reduce((sum, { train }) => sum + fitsToTune(train.length, classCount) + 1, 0);
  const total = measuring + fitsToTune(exampleCount, classCount) + 1;
  let done = 0;
  return (share, epoch, loss) => {
    onProgress({ share: Math.min(1, (done + Math.min(share, 0.99)) / total), epoch, loss });
    if (share === 1) done += 1;
  };
}
