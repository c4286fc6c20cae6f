import { keyed } from '../clip.ts';
import type { Pose } from '../pose.ts';
import { stand } from '../rest.ts';

const head = (turn: number, bow = 3): Pose =>
  stand({
    neck: [2 + bow * 0.3, turn * 0.35, 0],
    head: [-1 + bow * 0.7, turn * 0.7, -turn * 0.06],
    upperChest: [0, turn * 0.1, 0],
  });

/** No: left, right, and less each time. */
export const shakeHead = keyed('shake_head', [
  { at: 0, pose: stand() },
  { at: 0.26, pose: head(21) },
  { at: 0.58, pose: head(-21) },
  { at: 0.88, pose: head(17) },
  { at: 1.18, pose: head(-11) },
  { at: 1.5, pose: stand() },
  { at: 1.7, pose: stand() },
]);
