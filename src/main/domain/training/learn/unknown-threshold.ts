import { chancesOf, guessesOf, type Judged } from './calibration.ts';

/** What it is worth to refuse all texts of other intents, beside recognising all of the known ones. */
const REFUSAL_WORTH = 0.5;

/** Where nothing could be held back: so many times what blind guessing would be sure of. */
const WITHOUT_MEASURE = 1.5;
const WITHOUT_MEASURE_MAX = 0.9;

/**
 * How sure a classifier must be: right guesses of known intents should pass, wrong ones and texts of other intents
 * should not. Every confidence that occurs is tried.
 *
 * @param known texts that were held back, of intents that were learned
 * @param strangers what texts got whose intents were not learned; may be empty
 * @returns 0 to 1
 */
export function chooseThreshold(
  known: Judged,
  strangers: Float64Array,
  classCount: number,
  temperature: number,
): number {
  if (known.labels.length === 0) return Math.min(WITHOUT_MEASURE_MAX, WITHOUT_MEASURE / classCount);
  const strangerCount = strangers.length / classCount;
  const events = guessesOf(known, temperature).map(({ label, guessed, confidence }) => ({
    confidence,
    worth: (label === guessed ? 1 : -1) / known.labels.length,
  }));
  for (let row = 0; row < strangerCount; row++) {
    const own = strangers.subarray(row * classCount, (row + 1) * classCount);
    const confidence = Math.max(...chancesOf(own, temperature));
    events.push({ confidence, worth: -REFUSAL_WORTH / strangerCount });
  }
  // From the surest on, each one that passes adds its worth.
  events.sort((a, b) => b.confidence - a.confidence);
  let passed = 0;
  let best = 0;
  let threshold = 1;
  events.forEach(({ confidence, worth }, at) => {
    passed += worth;
    const next = events[at + 1]?.confidence ?? 0;
    if (next === confidence || passed < best) return;
    best = passed;
    threshold = (confidence + next) / 2;
  });
  return threshold;
}
