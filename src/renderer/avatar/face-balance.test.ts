import { expect, test } from 'vitest';
import { balanceFace } from './face-balance.ts';

const CALM = { happy: 0, angry: 0, sad: 0, relaxed: 0, surprised: 0 };
const CLOSED = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };

test('in silence an emotion is shown in full', () => {
  const { emotions } = balanceFace({ ...CALM, surprised: 1 }, CLOSED, 0, {});
  expect(emotions.surprised).toBe(1);
});

test('while talking, an emotion gives way and the mouth stays readable', () => {
  const { emotions, mouth } = balanceFace({ ...CALM, surprised: 1 }, { ...CLOSED, aa: 1 }, 1, {});
  expect(emotions.surprised).toBeLessThan(0.6);
  expect(emotions.surprised).toBeGreaterThan(0.2);
  expect(mouth.aa).toBeGreaterThan(0.7);
});

test('an expression that blocks the mouth is not shown while talking', () => {
  const { emotions } = balanceFace({ ...CALM, happy: 1 }, { ...CLOSED, aa: 1 }, 1, { happy: 'block' });
  expect(emotions.happy).toBe(0);
});

test('what a blending expression takes from the mouth is given back', () => {
  const { emotions, mouth } = balanceFace({ ...CALM, happy: 1 }, { ...CLOSED, aa: 0.6 }, 1, {
    happy: 'blend',
  });
  expect(mouth.aa * (1 - emotions.happy)).toBeCloseTo(0.6, 1);
});

test('overlapping shapes never add up to more than one mouth', () => {
  const { mouth } = balanceFace(CALM, { aa: 0.9, ih: 0, ou: 0, ee: 0, oh: 0.8 }, 1, {});
  expect(mouth.aa + mouth.oh).toBeCloseTo(1);
  expect(mouth.aa / mouth.oh).toBeCloseTo(0.9 / 0.8);
});
