import { expect, test } from 'vitest';
import { Mouth } from './mouth.ts';

const MARKS = [
  { t: 0, d: 200, v: 'aa' as const, w: 1 },
  { t: 200, d: 200, v: 'oh' as const, w: 0.8 },
];

test('the mouth opens with the marks and closes softly when speech is cut off', () => {
  const mouth = new Mouth();
  mouth.update(1 / 60, { marks: MARKS, tMs: 100 });
  const open = mouth.openness;
  expect(open).toBeGreaterThan(0.4);
  mouth.update(1 / 60, null);
  expect(mouth.openness).toBeGreaterThan(0);
  expect(mouth.openness).toBeLessThan(open);
  for (let frame = 0; frame < 30; frame++) mouth.update(1 / 60, null);
  expect(mouth.openness).toBe(0);
});
