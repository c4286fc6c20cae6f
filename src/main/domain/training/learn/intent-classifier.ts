import { chancesOf } from './calibration.ts';
import { type FeaturesData, IntentFeatures } from './intent-features.ts';
import { rowsOf } from './rows.ts';
import { scoresOf } from './softmax-regression.ts';
import { textPieces } from './text-pieces.ts';

/** What a text that no intent fits is called. */
export const UNKNOWN_INTENT = 'unknown';

export interface RecognisedIntent {
  name: string;
  /** 0 to 1. Of `unknown`: how likely it is that the most likely intent is not meant. */
  confidence: number;
}

/** What makes a classifier, besides its weights. */
export interface ClassifierSettings {
  intents: readonly string[];
  temperature: number;
  /** Less sure than this, nothing is recognised. */
  threshold: number;
}

/** Tells by a text and its embedding which of some intents it has. */
export class IntentClassifier {
  readonly settings: ClassifierSettings;
  readonly #features: IntentFeatures;
  /** Single precision: half the memory, and the same guesses. */
  readonly #weights: Float32Array;

  constructor(settings: ClassifierSettings, features: IntentFeatures, weights: Float32Array) {
    this.settings = settings;
    this.#features = features;
    this.#weights = weights;
  }

  /** @param vector of length 1, by the embeddings with which it was trained */
  recognise(text: string, vector: Float32Array): RecognisedIntent {
    const { intents, temperature, threshold } = this.settings;
    const rows = rowsOf([this.#features.rowOf({ pieces: textPieces(text), vector })]);
    const scores = scoresOf(this.#weights, rows, this.#features.count, intents.length);
    const chances = chancesOf(scores, temperature);
    const confidence = Math.max(...chances);
    if (confidence < threshold) return { name: UNKNOWN_INTENT, confidence: 1 - confidence };
    return { name: intents[chances.indexOf(confidence)] as string, confidence };
  }

  /** As bytes: how long its description is, the description as JSON, the weights. */
  toBytes(): Uint8Array {
    const description = new TextEncoder().encode(
      JSON.stringify({ settings: this.settings, features: this.#features.data }),
    );
    const weights = new Uint8Array(this.#weights.buffer, this.#weights.byteOffset, this.#weights.byteLength);
    const bytes = new Uint8Array(LENGTH_BYTES + description.length + weights.length);
    new DataView(bytes.buffer).setUint32(0, description.length, true);
    bytes.set(description, LENGTH_BYTES);
    bytes.set(weights, LENGTH_BYTES + description.length);
    return bytes;
  }

  static fromBytes(bytes: Uint8Array): IntentClassifier {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const end = LENGTH_BYTES + length;
    const { settings, features } = JSON.parse(
      new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end)),
    ) as {
      settings: ClassifierSettings;
      features: FeaturesData;
    };
    // Copied: numbers cannot begin at any byte, and `slice` of a buffer copies nothing.
    const weights = new Float32Array(new Uint8Array(bytes.subarray(end)).buffer);
    return new IntentClassifier(settings, new IntentFeatures(features), weights);
  }
}

const LENGTH_BYTES = 4;
