import { keyed } from '../clip.ts';
import type { ArmPose, Pose } from '../pose.ts';
import { stand } from '../rest.ts';

function shrugged(amount: number): Pose {
  const arm: ArmPose = {
    upper: [0.5, -0.84, 0.1],
    fore: [0.74, 0.02 + amount * 0.16, 0.6],
    hand: [0.86, 0.0 + amount * 0.05, 0.42],
    palm: [0.1, 0.95, 0.28],
    curl: [0.02, 0.08, 0.14, 0.2, 0.24],
    spread: 6,
    shrug: 15 * amount,
  };
  return stand({
    left: arm,
    right: arm,
    neck: [3, 0, 3 * amount],
    head: [1, -3 * amount, 8 * amount],
    chest: [-3, 0, 0],
    hipsOffset: [0, -0.005, 0],
  });
}

/** Who knows: shoulders and palms up, head aside. */
export const shrug = keyed('shrug', [
  { at: 0, pose: stand() },
  { at: 0.5, pose: shrugged(1) },
  { at: 0.8, pose: shrugged(0.92) },
  { at: 1.2, pose: shrugged(1) },
  { at: 1.85, pose: stand() },
  { at: 2.1, pose: stand() },
]);
