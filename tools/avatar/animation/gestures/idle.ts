import type { Vec3 } from '../../geometry/vector.ts';
import type { Clip } from '../clip.ts';
import { type ArmPose, pose } from '../pose.ts';
import { HANGING, STANDING } from '../rest.ts';

const DURATION = 12;

/** A wave that fits `times` into the loop, so that its end meets its beginning. */
const wave = (seconds: number, times: number, phase = 0): number =>
  Math.sin(2 * Math.PI * ((seconds / DURATION) * times + phase));

/** The weight stays on one foot, goes over, stays on the other. */
const sway = (seconds: number): number => Math.tanh(2.2 * wave(seconds, 1)) / Math.tanh(2.2);

function hanging(seconds: number, side: 1 | -1): ArmPose {
  const drift = 0.02 * wave(seconds, 2, side * 0.1) + 0.018 * side * sway(seconds - 0.25);
  const curl = 0.03 * wave(seconds, 3, 0.3 + side * 0.2);
  const [x, y, z] = HANGING.upper;
  const fore: Vec3 = [
    HANGING.fore[0] + drift,
    HANGING.fore[1],
    HANGING.fore[2] + 0.03 * wave(seconds, 3, side * 0.15),
  ];
  const fingers = (HANGING.curl as readonly number[]).map((amount) => amount + curl);
  return {
    ...HANGING,
    upper: [x + drift, y, z],
    fore,
    curl: fingers as unknown as [number, number, number, number, number],
  };
}

/** Standing and living: weight from foot to foot, a slow look about. Breathing is left to whoever plays it. */
export const idle: Clip = {
  name: 'idle',
  duration: DURATION,
  at: (seconds) => {
    const s = sway(seconds);
    const late = sway(seconds - 0.35);
    return pose({
      ...STANDING,
      hips: [0.4 * wave(seconds, 2, 0.2), 1.6 * late, -1.7 * s],
      spine: [1 + 0.4 * wave(seconds, 3), -0.6 * late, 1.3 * s],
      chest: [-1.5, -0.5 * late, 0.9 * late],
      neck: [2, 0.8 * wave(seconds, 1, 0.4), -0.3 * late],
      head: [-1 + 1.1 * wave(seconds, 2, 0.35), 2.2 * wave(seconds, 1, 0.55), -1.3 * wave(seconds, 1, 0.1)],
      hipsOffset: [0.0085 * s, -0.0045 - 0.0012 * s * s + 0.0006 * wave(seconds, 3, 0.1), 0],
      left: hanging(seconds, 1),
      right: hanging(seconds, -1),
    });
  },
};
