import { IntentClassifier, UNKNOWN_INTENT } from '../../src/main/domain/training/learn/intent-classifier.ts';
import { learnIntents } from '../../src/main/domain/training/learn/learn-intents.ts';
import { textPieces } from '../../src/main/domain/training/learn/text-pieces.ts';
import type { TrainingFigures } from '../../src/main/domain/training/learn/training-figures.ts';
import { createLexicalEmbedder } from '../../src/main/inference/lexical/lexical-embedder.ts';
import { type ByVector, nearestCentroid, nearestNeighbours } from './peer-classifiers.ts';
import type { Phrasing, PhrasingSet } from './read-phrasings.ts';

/** Shares of the held-back phrasings that are recognised. */
export interface PhrasingScores {
  figures: TrainingFigures;
  majority: number;
  centroid: number;
  neighbours: number;
  /** What is surely enough recognised, and right. */
  learned: number;
  /** Of what is surely enough recognised, what is wrong. */
  wrong: number;
  /** Of messages with other intents, what is taken for none; null where the set has none. */
  strangersRefused: number | null;
}

const EPOCHS_MAX = 200;
const embedder = createLexicalEmbedder();

export const vectorsOf = async (texts: readonly string[]): Promise<Float32Array[]> =>
  (await embedder.embed({ texts, purpose: 'passage' })).vectors;

/** Learns a set with the built-in embeddings, and asks for what was held back. */
export async function learnPhrasings(set: PhrasingSet, seed = 1): Promise<PhrasingScores> {
  const intents = [...new Set(set.train.map(({ intent }) => intent))];
  const vectors = await vectorsOf(set.train.map(({ text }) => text));
  const texts = set.train.map(({ text, intent }, at) => ({
    pieces: textPieces(text),
    vector: vectors[at] as Float32Array,
    label: intents.indexOf(intent),
  }));
  const dimensions = vectors[0]?.length ?? 0;
  const learned = learnIntents(texts, intents, { dimensions, seed, epochsMax: EPOCHS_MAX }, () => {});
  const classifier = IntentClassifier.fromBytes(learned.classifier);
  const labelled = set.train.map(({ intent }, at) => ({ intent, vector: vectors[at] as Float32Array }));
  const heldOut = await vectorsOf(set.heldOut.map(({ text }) => text));
  const guessed = set.heldOut.map(
    ({ text }, at) => classifier.recognise(text, heldOut[at] as Float32Array).name,
  );
  const strangers = await vectorsOf(set.strangers);
  const refused = set.strangers.filter(
    (text, at) => classifier.recognise(text, strangers[at] as Float32Array).name === UNKNOWN_INTENT,
  );
  const share = (count: number) => count / set.heldOut.length;
  const by = (peer: ByVector) => share(right(set.heldOut, heldOut.map(peer)));
  return {
    figures: learned.figures,
    majority: share(
      right(
        set.heldOut,
        set.heldOut.map(() => intents[0] ?? ''),
      ),
    ),
    centroid: by(nearestCentroid(labelled)),
    neighbours: by(nearestNeighbours(labelled, 5)),
    learned: share(right(set.heldOut, guessed)),
    wrong: share(
      guessed.filter((name, at) => name !== UNKNOWN_INTENT && name !== set.heldOut[at]?.intent).length,
    ),
    strangersRefused: set.strangers.length === 0 ? null : refused.length / set.strangers.length,
  };
}

function right(phrasings: readonly Phrasing[], guessed: readonly string[]): number {
  return phrasings.filter(({ intent }, at) => intent === guessed[at]).length;
}
