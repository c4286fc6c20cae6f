import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MouthPose, mouthOpening, sampleMouth } from './mouth-pose.ts';
import { VISEMES, type VisemeMark } from './viseme.ts';

const sum = (pose: MouthPose) => Object.values(pose).reduce((total, weight) => total + weight, 0);

const anyMarks = fc
  .array(
    fc.record({
      t: fc.integer({ min: 0, max: 3000 }),
      d: fc.integer({ min: 1, max: 400 }),
      v: fc.constantFrom(...VISEMES),
      w: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 30 },
  )
  .map((marks): VisemeMark[] => marks.sort((a, b) => a.t - b.t));

describe('sampleMouth', () => {
  const word: VisemeMark[] = [
    { t: 50, d: 140, v: 'aa', w: 0.9 },
    { t: 190, d: 80, v: 'sil', w: 1 },
    { t: 270, d: 180, v: 'oh', w: 0.8 },
    { t: 410, d: 120, v: 'ou', w: 0.6 },
  ];

  it('keeps the mouth closed without marks', () => {
    expect(sum(sampleMouth([], 100))).toBe(0);
  });

  it('keeps weights between 0 and 1, and together at most 1, for any marks at any time', () => {
    fc.assert(
      fc.property(anyMarks, fc.double({ min: -500, max: 4000, noNaN: true }), (marks, tMs) => {
        const pose = sampleMouth(marks, tMs);
        for (const weight of Object.values(pose)) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
        expect(sum(pose)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('moves without jumps between shapes that last a few frames', () => {
    for (let tMs = -100; tMs < 800; tMs += 1) {
      const [before, after] = [sampleMouth(word, tMs), sampleMouth(word, tMs + 1)];
      for (const viseme of Object.keys(before) as (keyof MouthPose)[]) {
        expect(Math.abs(before[viseme] - after[viseme])).toBeLessThan(0.08);
      }
    }
  });

  it('opens before the sound and closes after the last one', () => {
    expect(sampleMouth(word, 0).aa).toBe(0);
    expect(sampleMouth(word, 40).aa).toBeGreaterThan(0.05);
    expect(sampleMouth(word, 530).ou).toBeGreaterThan(0.5);
    expect(sum(sampleMouth(word, 640))).toBe(0);
  });

  it('reaches every shape, and keeps the lips together while they must be', () => {
    expect(sampleMouth(word, 120).aa).toBeCloseTo(0.9);
    expect(sampleMouth(word, 340).oh).toBeCloseTo(0.8);
    for (let tMs = 190; tMs <= 255; tMs += 5) expect(sum(sampleMouth(word, tMs))).toBe(0);
  });

  it('blends where marks overlap', () => {
    const pose = sampleMouth(word, 412);
    expect(pose.oh).toBeGreaterThan(0.2);
    expect(pose.ou).toBeGreaterThan(0.1);
  });
});

describe('mouthOpening', () => {
  it('is wide for a, less for o, least for u, none for closed lips', () => {
    const closed: MouthPose = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };
    const of = (pose: Partial<MouthPose>) => mouthOpening({ ...closed, ...pose });
    expect([of({}), of({ ou: 1 }), of({ oh: 1 }), of({ aa: 1 })]).toEqual([0, 0.35, 0.75, 1]);
  });
});
