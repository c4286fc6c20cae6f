import { expect, test } from 'vitest';
import { directionOf, EYE_LIMIT, EyeFollow, HeadFollow } from './gaze.ts';

test('directions: the left of the character is positive yaw, down is positive pitch', () => {
  expect(directionOf(0, 0, 1)).toEqual({ yawDeg: 0, pitchDeg: -0 });
  expect(directionOf(1, 0, 1).yawDeg).toBeCloseTo(45);
  expect(directionOf(0, -1, 1).pitchDeg).toBeCloseTo(45);
});

test('the eyes are there first and the head follows softly', () => {
  const head = new HeadFollow();
  const eyes = new EyeFollow();
  const target = { yawDeg: 30, pitchDeg: 0 };
  for (let frame = 0; frame < 6; frame++) {
    const turned = head.update(1 / 60, target, 1);
    eyes.update(1 / 60, { yawDeg: target.yawDeg - turned.yawDeg, pitchDeg: 0 });
  }
  expect(eyes.eyes.yawDeg).toBeGreaterThan(18);
  expect(head.head.yawDeg).toBeLessThan(8);
  for (let frame = 0; frame < 240; frame++) head.update(1 / 60, target, 1);
  expect(head.head.yawDeg).toBeGreaterThan(12);
  expect(head.head.yawDeg).toBeLessThan(30);
});

test('nothing turns further than a neck and eyes can', () => {
  const head = new HeadFollow();
  const eyes = new EyeFollow();
  for (let frame = 0; frame < 600; frame++) {
    head.update(1 / 60, { yawDeg: -170, pitchDeg: 80 }, 1);
    eyes.update(1 / 60, { yawDeg: -170, pitchDeg: 80 });
  }
  expect(head.head.yawDeg).toBeGreaterThanOrEqual(-45);
  expect(head.head.pitchDeg).toBeLessThanOrEqual(25);
  expect(eyes.eyes.yawDeg).toBeCloseTo(-EYE_LIMIT.yawDeg);
  expect(eyes.eyes.pitchDeg).toBeCloseTo(EYE_LIMIT.pitchDeg);
});

test('a head that is told to keep still does', () => {
  const head = new HeadFollow();
  for (let frame = 0; frame < 60; frame++) head.update(1 / 60, { yawDeg: 30, pitchDeg: 10 }, 0);
  expect(head.head).toEqual({ yawDeg: 0, pitchDeg: 0 });
});

test('a head that bows low does not glare up from under its brow', () => {
  const eyes = new EyeFollow();
  for (let frame = 0; frame < 60; frame++) eyes.update(1 / 60, { yawDeg: 0, pitchDeg: -15 });
  expect(eyes.eyes.pitchDeg).toBeCloseTo(-15);
  for (let frame = 0; frame < 60; frame++) eyes.update(1 / 60, { yawDeg: 0, pitchDeg: -50 });
  expect(eyes.eyes.pitchDeg).toBeCloseTo(0);
});
