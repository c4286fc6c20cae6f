import { keyed } from '../clip.ts';
import type { ArmPose } from '../pose.ts';
import { stand } from '../rest.ts';

/** A forearm held out in front; `open` 0 = close together, palms facing, 1 = apart, palms up. */
const offered = (open: number, lift: number): ArmPose => ({
  upper: [0.42 + open * 0.2, -0.84, 0.2],
  fore: [0.04 + open * 0.62, 0.06 + lift, 0.95],
  hand: [0.02 + open * 0.7, 0.02 + lift, 0.92],
  palm: [-0.85 + open * 0.75, 0.35 + open * 0.6, 0.1],
  curl: [0.05, 0.1, 0.16, 0.22, 0.26],
  spread: 5,
});

/** Talking with the hands: they come up, open, weigh one side, then the other, and sink. */
export const gestureExplain = keyed('gesture_explain', [
  { at: 0, pose: stand() },
  { at: 0.45, pose: stand({ left: offered(0.1, 0.1), right: offered(0.1, 0.1), head: [1, 0, -2] }) },
  {
    at: 0.9,
    pose: stand({
      left: offered(0.85, 0.18),
      right: offered(0.85, 0.18),
      head: [-2, 0, 3],
      chest: [-3, 0, 0],
    }),
  },
  {
    at: 1.35,
    pose: stand({
      left: offered(0.55, 0.0),
      right: offered(0.75, 0.34),
      head: [0, -6, 4],
      chest: [-2, -4, 1],
    }),
  },
  {
    at: 1.85,
    pose: stand({ left: offered(0.8, 0.34), right: offered(0.5, 0.0), head: [0, 6, -4], chest: [-2, 4, -1] }),
  },
  { at: 2.35, pose: stand({ left: offered(0.35, 0.12), right: offered(0.35, 0.12), head: [3, 0, 0] }) },
  { at: 2.95, pose: stand() },
  { at: 3.15, pose: stand() },
]);
