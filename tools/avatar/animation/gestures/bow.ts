import { keyed } from '../clip.ts';
import type { ArmPose, Pose } from '../pose.ts';
import { stand } from '../rest.ts';

function bowed(depth: number): Pose {
  const arm: ArmPose = {
    upper: [0.3, -0.92, 0.04 + depth * 0.4],
    fore: [0.04, -0.92, 0.26 + depth * 0.32],
    palm: [-0.95, -0.05, -0.3],
    curl: [0.15, 0.1, 0.12, 0.15, 0.18],
  };
  return stand({
    hips: [14 * depth, 0, 0],
    spine: [1 + 9 * depth, 0, 0],
    chest: [-1.5 + 9 * depth, 0, 0],
    upperChest: [5 * depth, 0, 0],
    neck: [2 + 4 * depth, 0, 0],
    head: [-1 + 8 * depth, 0, 0],
    hipsOffset: [0, -0.004 - 0.004 * depth, -0.03 * depth],
    // Arms are described against the chest: hanging straight down means forward of it now.
    left: arm,
    right: arm,
  });
}

/** A polite bow from the hips. */
export const bow = keyed('bow', [
  { at: 0, pose: stand() },
  { at: 0.2, pose: bowed(-0.06) },
  { at: 0.85, pose: bowed(1) },
  { at: 1.25, pose: bowed(1) },
  { at: 1.85, pose: bowed(0.03) },
  { at: 2.05, pose: stand() },
  { at: 2.2, pose: stand() },
]);
