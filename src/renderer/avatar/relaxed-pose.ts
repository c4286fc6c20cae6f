import type { VRMHumanBoneName } from '@pixiv/three-vrm';

type Turn = [xDeg: number, yDeg: number, zDeg: number];

const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;
const JOINTS = ['Proximal', 'Intermediate', 'Distal'] as const;
/** Fingers curl more towards the little one, as a hand at rest does. */
const CURL_DEG = { Index: 12, Middle: 16, Ring: 20, Little: 24 };

/**
 * A standing pose with hanging arms, for characters without an idle animation and under those that do not move
 * every bone: VRM's rest pose is a T, which nobody stands in. Turns are for a character that faces +Z.
 */
export const RELAXED_POSE: Partial<Record<VRMHumanBoneName, Turn>> = {
  leftShoulder: [0, 0, -4],
  rightShoulder: [0, 0, 4],
  leftUpperArm: [8, -6, -68],
  rightUpperArm: [8, 6, 68],
  leftLowerArm: [0, -16, -6],
  rightLowerArm: [0, 16, 6],
  leftHand: [0, 0, -4],
  rightHand: [0, 0, 4],
  leftThumbMetacarpal: [0, 12, 0],
  rightThumbMetacarpal: [0, -12, 0],
  ...curledFingers(),
};

function curledFingers(): Partial<Record<VRMHumanBoneName, Turn>> {
  const turns: Partial<Record<VRMHumanBoneName, Turn>> = {};
  for (const finger of FINGERS) {
    for (const joint of JOINTS) {
      turns[`left${finger}${joint}`] = [0, 0, -CURL_DEG[finger]];
      turns[`right${finger}${joint}`] = [0, 0, CURL_DEG[finger]];
    }
  }
  return turns;
}
