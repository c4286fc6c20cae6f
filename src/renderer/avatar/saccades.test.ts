import { expect, test } from 'vitest';
import { Saccades } from './saccades.ts';
import { seededRandom } from './seeded-random.test-data.ts';

test('eyes jump now and then, stay between jumps, and never leave their reach', () => {
  const saccades = new Saccades(seededRandom(7));
  let jumps = 0;
  let last = 0;
  for (let frame = 0; frame < 60 * 60; frame++) {
    const { yawDeg, pitchDeg } = saccades.update(1 / 60, 5);
    if (yawDeg !== last) jumps++;
    last = yawDeg;
    expect(Math.abs(yawDeg)).toBeLessThanOrEqual(5);
    expect(Math.abs(pitchDeg)).toBeLessThanOrEqual(5);
  }
  expect(jumps).toBeGreaterThan(15);
  expect(jumps).toBeLessThan(120);
});

test('a reach of zero keeps the eyes still', () => {
  const saccades = new Saccades(seededRandom(7));
  for (let frame = 0; frame < 600; frame++) expect(Math.abs(saccades.update(1 / 60, 0).yawDeg)).toBe(0);
});
