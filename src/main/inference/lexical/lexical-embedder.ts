import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Embedder } from '../embeddings.ts';
import { throwIfAborted } from '../engine/abort-error.ts';
import { unitVector } from '../unit-vector.ts';
import { featuresOf, type TextFeatures } from './text-features.ts';

/** Changes whenever the same text would get another vector. */
const ID = 'tomo-lexical-2';
const DIMENSIONS = 1024;
/** A few milliseconds of work. */
const CHARS_PER_TURN = 20_000;

/**
 * Vectors from the words of a text, without any model: texts that share words, or forms of words, are similar. It
 * knows no synonyms and no other language's word for the same thing.
 *
 * Source of the method: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009.
 */
export function createLexicalEmbedder(): Embedder {
  return {
    async info() {
      return { id: ID, dimensions: DIMENSIONS };
    },
    async embed({ texts, dimensions = DIMENSIONS }, signal) {
      let tokens = 0;
      const vectors: Float32Array[] = [];
      let readChars = 0;
      for (const text of texts) {
        // Others want this thread too.
        if (readChars > CHARS_PER_TURN) {
          await nextTurn();
          readChars = 0;
        }
        throwIfAborted(signal);
        readChars += text.length;
        const features = featuresOf(text);
        tokens += features.words;
        vectors.push(hashed(features, dimensions));
      }
      return { vectors, tokens, truncated: 0 };
    },
    async dispose() {},
  };
}

/** Each feature adds to one dimension, up or down, so that features that meet there cancel out on average. */
function hashed({ weights }: TextFeatures, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [hash, weight] of weights) {
    const at = (hash >>> 1) % dimensions;
    vector[at] = (vector[at] ?? 0) + ((hash & 1) === 0 ? weight : -weight);
  }
  return unitVector(vector);
}
