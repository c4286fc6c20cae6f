import { keyed } from '../clip.ts';
import type { Pose } from '../pose.ts';
import { stand } from '../rest.ts';

const head = (bow: number): Pose =>
  stand({ neck: [2 + bow * 0.35, 0, 0], head: [-1 + bow * 0.75, 0, 0], upperChest: [bow * 0.1, 0, 0] });

/** Yes: a deep nod and a smaller one after it. */
export const nod = keyed('nod', [
  { at: 0, pose: stand() },
  { at: 0.16, pose: head(-4) },
  { at: 0.44, pose: head(19) },
  { at: 0.74, pose: head(-1) },
  { at: 1.0, pose: head(11) },
  { at: 1.3, pose: stand() },
  { at: 1.5, pose: stand() },
]);
