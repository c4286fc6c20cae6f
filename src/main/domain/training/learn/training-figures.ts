import type { ClassScore } from './scores-of-guesses.ts';

export interface LossPoint {
  epoch: number;
  /** Of what was learned from, with what holds the weights down. */
  loss: number;
  /** Of what was held back. */
  heldOutLoss: number;
}

/** How well intents were learned. Null stands where no example could be held back to measure by. */
export interface TrainingFigures {
  measuredBy: 'held_out' | 'cross_validation';
  /** How many examples were held back while it was measured. */
  heldOut: number;
  /** 0 to 1, on what was held back, as all that follow. */
  accuracy: number | null;
  macroF1: number | null;
  /** Mean cross entropy. */
  loss: number | null;
  /** What always guessing the most frequent intent would have. */
  majorityAccuracy: number | null;
  /** How far confidence and correctness are apart, 0 to 1. */
  calibrationError: number | null;
  calibrationErrorBefore: number | null;
  /** The share of examples of known intents that are surely enough recognised. */
  recognised: number | null;
  accuracyOfRecognised: number | null;
  intents: (ClassScore & { name: string })[];
  /** A row for each intent that was right, in it a number for each that was guessed. */
  confusion: number[][];
  lossCurve: LossPoint[];
  /** Of the last fit, with all examples. */
  trainingLoss: number;
  epochs: number;
  converged: boolean;
  regularisation: number;
  temperature: number;
  threshold: number;
  features: number;
}

export interface LearnedIntents {
  /** For `IntentClassifier.fromBytes`. */
  classifier: Uint8Array;
  figures: TrainingFigures;
}
