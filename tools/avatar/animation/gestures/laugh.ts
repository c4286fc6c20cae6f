import { keyed } from '../clip.ts';
import type { ArmPose, Pose } from '../pose.ts';
import { stand } from '../rest.ts';

/** `up` 1 = breath in, shoulders high, 0 = shaken out; `back` how far the laugh throws the head back. */
function laughing(up: number, back: number): Pose {
  const belly: ArmPose = {
    upper: [0.42, -0.86, 0.1],
    fore: [-0.7, -0.2 + up * 0.05, 0.68],
    palm: [-0.6, -0.25, -0.75],
    curl: [0.3, 0.16, 0.2, 0.24, 0.28],
    shrug: up * 7,
  };
  const loose: ArmPose = {
    upper: [0.5, -0.82, 0.05],
    fore: [0.28, -0.5, 0.66],
    palm: [-0.9, -0.2, -0.1],
    curl: [0.3, 0.4, 0.46, 0.5, 0.55],
    shrug: up * 7,
  };
  return stand({
    left: belly,
    right: loose,
    spine: [1 + 4 * (1 - back) - 3 * up, 0, 1],
    chest: [-1 + 5 * (1 - back) - 4 * up, -2, 1],
    neck: [1 - 5 * back, 0, 1],
    head: [5 - 15 * back - 3 * up, -3, 4],
    hipsOffset: [0, -0.008 + 0.006 * up, 0],
  });
}

/** A hearty laugh: one hand on the belly, the shoulders shaking. */
export const laugh = keyed('laugh', [
  { at: 0, pose: stand() },
  { at: 0.3, pose: laughing(1, 0.6) },
  { at: 0.48, pose: laughing(0.1, 0.8) },
  { at: 0.66, pose: laughing(1, 1) },
  { at: 0.84, pose: laughing(0.1, 0.9) },
  { at: 1.02, pose: laughing(0.9, 0.8) },
  { at: 1.2, pose: laughing(0.1, 0.5) },
  { at: 1.38, pose: laughing(0.75, 0.35) },
  { at: 1.58, pose: laughing(0.1, 0.1) },
  { at: 1.8, pose: laughing(0.45, 0.15) },
  { at: 2.3, pose: stand() },
  { at: 2.5, pose: stand() },
]);
