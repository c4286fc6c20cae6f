import { frame, invert, multiply, type Quat, rotate } from '../geometry/quaternion.ts';
import { add, cross, length, normalize, scale, subtract, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';

/**
 * Bends one leg so that the foot stays where it stands in the T-pose while the hips move (two-bone inverse
 * kinematics: the knee lies where the circles about hip and ankle meet, in front).
 */
export function planLeg(side: 'left' | 'right', hipsTurn: Quat, hipsOffset: Vec3): Record<string, Quat> {
  const hips = boneAt('hips');
  const rest = {
    hip: boneAt(`${side}UpperLeg`),
    knee: boneAt(`${side}LowerLeg`),
    ankle: boneAt(`${side}Foot`),
  };
  const hip = add(add(hips, hipsOffset), rotate(hipsTurn, subtract(rest.hip, hips)));
  const toAnkle = subtract(rest.ankle, hip);
  const thigh = length(subtract(rest.knee, rest.hip));
  const shin = length(subtract(rest.ankle, rest.knee));
  const reach = Math.min(length(toAnkle), thigh + shin - 1e-5);
  const along = (thigh * thigh - shin * shin + reach * reach) / (2 * reach);
  const out = Math.sqrt(Math.max(0, thigh * thigh - along * along));
  const down = normalize(toAnkle);
  const sideways = normalize(cross(down, [0, 0, 1]));
  const ahead = cross(sideways, down);
  const knee = add(hip, add(scale(down, along), scale(ahead, out)));
  const upper = aim(subtract(rest.knee, rest.hip), subtract(knee, hip));
  const lower = aim(subtract(rest.ankle, rest.knee), subtract(add(hip, scale(down, reach)), knee));
  const upperLocal = multiply(invert(hipsTurn), upper);
  return {
    [`${side}UpperLeg`]: upperLocal,
    [`${side}LowerLeg`]: multiply(invert(upper), lower),
    [`${side}Foot`]: invert(lower),
  };
}

/** The rotation that takes one direction to another and keeps the knee looking forward. */
function aim(from: Vec3, to: Vec3): Quat {
  return multiply(frame(to, [0, 0, 1]), invert(frame(from, [0, 0, 1])));
}
