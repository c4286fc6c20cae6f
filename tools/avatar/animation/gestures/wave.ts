import { keyed } from '../clip.ts';
import type { ArmPose, Pose } from '../pose.ts';
import { HANGING, stand } from '../rest.ts';

function raised(out: number): Pose {
  const right: ArmPose = {
    upper: [0.9, -0.22 + out * 0.06, 0.36],
    fore: [0.18 + out * 0.42, 0.92, 0.2],
    hand: [0.12 + out * 0.72, 0.95, 0.12],
    palm: [0, 0.06, 1],
    curl: [0.05, 0.03, 0.03, 0.06, 0.1],
    spread: 15,
    shrug: 5,
  };
  return stand({
    right,
    chest: [-2, 3, 1.5],
    spine: [0.5, 2, 1.5],
    head: [-2, 2, 6 + out * 2],
    neck: [2, 0, 2],
  });
}

const halfWay: ArmPose = {
  upper: [0.62, -0.68, 0.28],
  fore: [0.3, 0.15, 0.85],
  palm: [-0.4, -0.35, 0.6],
  curl: 0.2,
};

/** Hello: the right hand goes up beside the head and waves three times. */
export const wave = keyed('wave', [
  { at: 0, pose: stand() },
  { at: 0.26, pose: stand({ right: halfWay, head: [-1, 1, 2] }) },
  { at: 0.58, pose: raised(0.75) },
  { at: 0.84, pose: raised(-0.3) },
  { at: 1.1, pose: raised(0.85) },
  { at: 1.36, pose: raised(-0.3) },
  { at: 1.62, pose: raised(0.8) },
  { at: 1.86, pose: raised(0.1) },
  { at: 2.2, pose: stand({ right: { ...halfWay, fore: [0.34, -0.2, 0.8], palm: [-0.6, -0.3, 0.2] } }) },
  { at: 2.6, pose: stand({ right: HANGING }) },
  { at: 2.8, pose: stand() },
]);
