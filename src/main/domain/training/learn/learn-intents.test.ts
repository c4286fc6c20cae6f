import { beforeAll, describe, expect, it } from 'vitest';
import { createLexicalEmbedder } from '../../../inference/lexical/lexical-embedder.ts';
import { IntentClassifier, UNKNOWN_INTENT } from './intent-classifier.ts';
import { learnIntents } from './learn-intents.ts';
import { textPieces } from './text-pieces.ts';
import type { LearnedIntents } from './training-figures.ts';

const PHRASES: Record<string, string[]> = {
  hours: ['when do you open', 'what are your opening hours', 'are you open today', 'when do you close'],
  parking: ['where can I park', 'is there a car park', 'do you have parking', 'where do I leave my car'],
  refund: ['I want my money back', 'can I get a refund', 'I would like to return it', 'refund please'],
};
const INTENTS = Object.keys(PHRASES);
const embedder = createLexicalEmbedder();
const vectorOf = async (text: string) =>
  (await embedder.embed({ texts: [text], purpose: 'passage' })).vectors[0] ?? new Float32Array();

async function learn(options: { seed?: number; regularisation?: number } = {}, intents = INTENTS) {
  const texts = await Promise.all(
    intents.flatMap((intent, label) =>
      (PHRASES[intent] ?? ['only this']).map(async (text) => ({
        pieces: textPieces(text),
        vector: await vectorOf(text),
        label,
      })),
    ),
  );
  const shares: number[] = [];
  const settings = { seed: 1, epochsMax: 100, dimensions: 1024, ...options };
  return { shares, ...learnIntents(texts, intents, settings, ({ share }) => shares.push(share)) };
}

let learned: LearnedIntents & { shares: number[] };
beforeAll(async () => {
  learned = await learn();
});
const classifier = () => IntentClassifier.fromBytes(learned.classifier);
const recognise = async (text: string) => classifier().recognise(text, await vectorOf(text));

describe('what was learned', () => {
  it('tells the intents apart, also in other words', async () => {
    for (const [intent, texts] of Object.entries(PHRASES)) {
      for (const text of texts) expect((await recognise(text)).name).toBe(intent);
    }
    expect((await recognise('could I park my car there')).name).toBe('parking');
    expect((await recognise('please give me a refund')).name).toBe('refund');
  });

  it('calls unknown what has none of them, and what is empty', async () => {
    for (const text of ['tell me about dinosaurs', 'qwertz', '', '🙂']) {
      expect((await recognise(text)).name).toBe(UNKNOWN_INTENT);
    }
  });

  it('is the same after it was stored, wherever its bytes begin', async () => {
    const shifted = Buffer.concat([Buffer.from('x'), learned.classifier]).subarray(1);
    const again = IntentClassifier.fromBytes(shifted);
    const text = 'where do I park';
    expect(again.recognise(text, await vectorOf(text))).toEqual(await recognise(text));
    expect(Buffer.from(again.toBytes())).toEqual(Buffer.from(learned.classifier));
  });

  it('is the same for the same seed', async () => {
    const again = await learn();
    expect(Buffer.from(again.classifier)).toEqual(Buffer.from(learned.classifier));
    expect(again.figures).toEqual(learned.figures);
  });
});

describe('the figures', () => {
  it('are of every example once, held back', () => {
    const { figures } = learned;
    expect(figures).toMatchObject({ measuredBy: 'cross_validation', heldOut: 12, converged: true });
    expect(figures.intents.map(({ name, support }) => [name, support])).toEqual(
      INTENTS.map((name) => [name, 4]),
    );
    expect(figures.confusion.flat().reduce((sum, count) => sum + count)).toBe(12);
    expect(figures.accuracy).toBeGreaterThan((figures.majorityAccuracy ?? 1) + 0.2);
  });

  it('have a loss that falls', () => {
    const { lossCurve } = learned.figures;
    expect(lossCurve.at(-1)?.loss).toBeLessThan(lossCurve[0]?.loss ?? 0);
    expect(lossCurve.map(({ epoch }) => epoch)).toEqual(lossCurve.map((_, at) => at + 1));
  });

  it('keep what was wished of them', async () => {
    expect((await learn({ regularisation: 0.01 })).figures.regularisation).toBeCloseTo(0.01);
  });

  it('are null for an intent that cannot be held back', async () => {
    const { figures } = await learn({}, ['alone', 'hours', 'parking']);
    expect(figures.intents[0]).toEqual({
      name: 'alone',
      precision: null,
      recall: null,
      f1: null,
      support: 0,
    });
    const single = await learn({}, ['alone', 'lonely']);
    expect(single.figures).toMatchObject({ accuracy: null, loss: null, calibrationError: null, heldOut: 0 });
  });
});

it('progress goes from nothing to all, and never back', () => {
  expect(learned.shares).toEqual(learned.shares.toSorted((a, b) => a - b));
  expect(learned.shares[0]).toBeLessThan(0.05);
  expect(learned.shares.at(-1)).toBeGreaterThan(0.98);
});
