import { describe, expect, it } from 'vitest';
import { resample } from './resample.ts';
import { stretch } from './time-stretch.ts';

const RATE_HZ = 22_050;
const TONE_HZ = 220;

function tone(seconds: number, rateHz = RATE_HZ): Int16Array {
  return Int16Array.from(
    { length: seconds * rateHz },
    (_, at) => 10_000 * Math.sin((2 * Math.PI * TONE_HZ * at) / rateHz),
  );
}

/** By counting how often it rises through zero. */
function pitchHz(samples: Int16Array, rateHz: number): number {
  let rises = 0;
  for (let at = 1; at < samples.length; at++) {
    if ((samples[at - 1] ?? 0) < 0 && (samples[at] ?? 0) >= 0) rises += 1;
  }
  return (rises * rateHz) / samples.length;
}

function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

describe.each([0.5, 0.75, 1.5, 2])('speech at %d times the tempo', (tempo) => {
  it('lasts so much shorter or longer, at the same pitch and as loud', () => {
    const original = tone(2);
    const stretched = stretch(original, RATE_HZ, tempo);
    expect(stretched.length).toBe(Math.round(original.length / tempo));
    expect(pitchHz(stretched, RATE_HZ)).toBeGreaterThan(TONE_HZ * 0.97);
    expect(pitchHz(stretched, RATE_HZ)).toBeLessThan(TONE_HZ * 1.03);
    expect(loudness(stretched) / loudness(original)).toBeCloseTo(1, 1);
  });
});

it('a sound too short to be stretched stays as it is', () => {
  const short = tone(0.02);
  expect(stretch(short, RATE_HZ, 2)).toBe(short);
  expect(stretch(new Int16Array(0), RATE_HZ, 0.5)).toHaveLength(0);
});

describe.each([
  [22_050, 24_000],
  [24_000, 16_000],
  [48_000, 24_000],
])('sound at %i Hz', (fromHz, toHz) => {
  it(`is the same sound at ${toHz} Hz`, () => {
    const resampled = resample(tone(1, fromHz), fromHz, toHz);
    const wanted = tone(1, toHz);
    expect(resampled.length).toBe(wanted.length);
    // The window reaches over the ends.
    for (let at = 100; at < wanted.length - 100; at++) {
      if (Math.abs((resampled[at] ?? 0) - (wanted[at] ?? 0)) > 60) {
        expect.unreachable(`sample ${at}: ${resampled[at]} instead of ${wanted[at]}`);
      }
    }
  });
});
