import { keyed } from '../clip.ts';
import type { ArmPose, Pose } from '../pose.ts';
import { stand } from '../rest.ts';

const atChin = (bob: number): ArmPose => ({
  upper: [0.12, -0.72 + bob * 0.03, 0.67],
  fore: [-0.36, 0.86, 0.22 - bob * 0.04],
  hand: [-0.42, 0.86, 0.1],
  palm: [-0.72, -0.2, -0.66],
  curl: [0.15, 0.14, 0.62, 0.72, 0.78],
});

/** The other forearm lies across the body and carries the elbow. */
const across: ArmPose = {
  upper: [0.34, -0.9, 0.22],
  fore: [-0.74, 0.06, 0.72],
  palm: [-0.35, -0.9, -0.25],
  curl: [0.2, 0.3, 0.34, 0.38, 0.4],
};

const thinking = (bob: number): Pose =>
  stand({
    right: atChin(bob),
    left: across,
    neck: [1, 4, 2],
    head: [-5 - bob * 2, 7 + bob * 4, 7],
    chest: [-1, 3, 1],
    hips: [0, 0, -1],
    hipsOffset: [0.005, -0.0045, 0],
  });

/** A hand at the chin, eyes up and aside. */
export const think = keyed('think', [
  { at: 0, pose: stand() },
  {
    at: 0.32,
    pose: stand({
      right: { upper: [0.36, -0.78, 0.5], fore: [0.0, 0.2, 0.95], palm: [-0.9, -0.2, -0.2], curl: 0.25 },
      left: { ...across, fore: [-0.2, -0.3, 0.85] },
    }),
  },
  { at: 0.75, pose: thinking(0) },
  { at: 1.5, pose: thinking(1) },
  { at: 2.2, pose: thinking(0.2) },
  { at: 2.6, pose: thinking(0.6) },
  {
    at: 2.98,
    pose: stand({
      right: { upper: [0.36, -0.8, 0.42], fore: [0.06, 0.0, 0.95], palm: [-0.9, -0.2, -0.2], curl: 0.25 },
      left: { ...across, fore: [-0.1, -0.4, 0.85] },
    }),
  },
  { at: 3.3, pose: stand() },
  { at: 3.5, pose: stand() },
]);
