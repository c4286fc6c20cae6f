import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestTemperature, calibrationError, chancesOf, guessesOf, logLoss } from './calibration.ts';
import { seededRandom } from './seeded-random.ts';

it('chances are positive, sum up to one, and keep the order of the scores', () => {
  const scores = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(scores, fc.double({ min: 0.05, max: 20, noNaN: true }), (given, temperature) => {
      const chances = chancesOf(given, temperature);
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
      expect(chances[given.indexOf(Math.max(...given))]).toBe(Math.max(...chances));
    }),
  );
});

it('the loss of blind guessing is the logarithm of how many classes there are', () => {
  const judged = { scores: new Float64Array(12), labels: [0, 1, 2], classCount: 4 };
  expect(logLoss(judged, 1)).toBeCloseTo(Math.log(4), 12);
  expect(logLoss(judged, 7)).toBeCloseTo(Math.log(4), 12);
});

/** Texts whose classes come by chance, as often as the scores divided by the temperature say. */
function judgedWith(temperature: number, count: number) {
  const random = seededRandom(5);
  const scores = new Float64Array(count * 3).map(() => random() * 6);
  const labels = Array.from({ length: count }, (_, row) => {
    const [first = 0, second = 0] = chancesOf(scores.subarray(row * 3, row * 3 + 3), temperature);
    const drawn = random();
    return drawn < first ? 0 : drawn < first + second ? 1 : 2;
  });
  return { scores, labels, classCount: 3 };
}

it.each([0.5, 1, 3])('finds the temperature by which the classes came: %s', (temperature) => {
  const judged = judgedWith(temperature, 20_000);
  expect(bestTemperature(judged) / temperature).toBeCloseTo(1, 1);
});

it('confidence is off before the temperature is set right, and hardly after', () => {
  const judged = judgedWith(3, 5_000);
  const before = calibrationError(guessesOf(judged, 1)) ?? 0;
  const after = calibrationError(guessesOf(judged, bestTemperature(judged))) ?? 1;
  expect(before).toBeGreaterThan(0.2);
  expect(after).toBeLessThan(0.03);
});

it('the error is the gap between confidence and correctness', () => {
  const guess = (confidence: number, isRight: boolean) => ({
    label: 0,
    guessed: isRight ? 0 : 1,
    confidence,
  });
  expect(calibrationError([])).toBeNull();
  expect(
    calibrationError([guess(0.8, true), guess(0.8, true), guess(0.8, false), guess(0.8, true)]),
  ).toBeCloseTo(0.05);
  const sure = Array.from({ length: 10 }, () => guess(1, true));
  const unsure = Array.from({ length: 10 }, (_, at) => guess(0.5, at < 3));
  // Two parts of ten: the first is right about itself, the second by 0.2 too sure.
  expect(calibrationError([...sure, ...unsure])).toBeCloseTo(0.1);
});
