import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMOTIONS } from '../../shared/emotion.ts';
import { EmotionMixer } from './emotion-mixer.ts';

function run(mixer: EmotionMixer, seconds: number): void {
  for (let tS = 0; tS < seconds; tS += 1 / 60) mixer.update(1 / 60);
}

test('an emotion blends in, holds, and fades after it was released', () => {
  const mixer = new EmotionMixer();
  mixer.set('happy');
  mixer.update(1 / 60);
  expect(mixer.weights.happy).toBeGreaterThan(0);
  expect(mixer.weights.happy).toBeLessThan(0.2);
  run(mixer, 30);
  expect(mixer.weights.happy).toBe(1);
  expect(mixer.moving).toBe(false);
  mixer.release(2);
  run(mixer, 1.5);
  expect(mixer.weights.happy).toBe(1);
  run(mixer, 2);
  expect(mixer.weights.happy).toBe(0);
  expect(mixer.target).toBe('neutral');
});

test('a new emotion cancels the return to neutral', () => {
  const mixer = new EmotionMixer();
  mixer.set('happy');
  mixer.release(0.5);
  mixer.set('sad');
  run(mixer, 5);
  expect(mixer.weights).toMatchObject({ happy: 0, sad: 1 });
});

test('whatever is felt in whatever order, weights stay between 0 and 1 and never add up to more', () => {
  const step = fc.record({
    emotion: fc.constantFrom(...EMOTIONS),
    seconds: fc.double({ min: 0, max: 0.6, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const mixer = new EmotionMixer();
      for (const { emotion, seconds } of steps) {
        mixer.set(emotion);
        const weights = Object.values(mixer.update(seconds));
        expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});
