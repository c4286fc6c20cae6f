import { mirrorBone } from '../geometry/mesh.ts';
import {
  euler,
  frame,
  invert,
  multiply,
  normalizeQuat,
  type Quat,
  turn,
  twistX,
} from '../geometry/quaternion.ts';
import { cross, dot, normalize, scale, type Vec3 } from '../geometry/vector.ts';
import { planLeg } from './leg.ts';

/** Rotation of each bone against the T-pose; missing bones rest. Offset of the hips in metres. */
export interface Pose {
  bones: Record<string, Quat>;
  hips: Vec3;
}

/** Degrees: bow forward, turn to the left hand, lean to the right hand. */
export type Degrees = readonly [bow: number, turn: number, lean: number];

/**
 * One arm by the directions of its parts, as seen from its own shoulder: x outward, y up, z forward. Lengths do not
 * matter, so that the pose suits every body.
 */
export interface ArmPose {
  upper: Vec3;
  fore: Vec3;
  /** Where the palm looks. */
  palm: Vec3;
  /** Where the fingers point; left out = on from the forearm. */
  hand?: Vec3;
  /** 0 = straight, 1 = fist; one number for all or thumb to little finger. */
  curl: number | readonly [number, number, number, number, number];
  /** Fingers apart, degrees. */
  spread?: number;
  /** Shoulder raised, degrees. */
  shrug?: number;
}

export interface BodyPose {
  head?: Degrees;
  neck?: Degrees;
  upperChest?: Degrees;
  chest?: Degrees;
  spine?: Degrees;
  hips?: Degrees;
  hipsOffset?: Vec3;
  left: ArmPose;
  right: ArmPose;
}

/** Turns a described pose into bone rotations. Feet stay where they are. */
export function pose(body: BodyPose): Pose {
  const bones: Record<string, Quat> = {};
  for (const name of ['hips', 'spine', 'chest', 'upperChest', 'neck', 'head'] as const)
    bones[name] = euler(...(body[name] ?? [0, 0, 0]));
  Object.assign(bones, arm(body.left), mirrored(arm(body.right)));
  const hips = body.hipsOffset ?? [0, 0, 0];
  for (const side of ['left', 'right'] as const) Object.assign(bones, planLeg(side, bones.hips!, hips));
  return { bones, hips };
}

/** Rotations of the left arm's bones. */
function arm(wanted: ArmPose): Record<string, Quat> {
  const shoulder = turn([0, 0, 1], wanted.shrug ?? 0);
  const upperDirection = normalize(wanted.upper);
  const foreDirection = normalize(wanted.fore);
  // An elbow bends toward the arm's own +Z; a straight one keeps the palm's side.
  const bendAxis = cross(foreDirection, upperDirection);
  const straight = Math.hypot(...bendAxis) < 0.02;
  const upper = frame(upperDirection, straight ? scale(wanted.palm, -1) : bendAxis);
  const cosine = Math.max(-1, Math.min(1, dot(upperDirection, foreDirection)));
  const hinge = turn([0, 1, 0], (-Math.acos(cosine) * 180) / Math.PI);
  const foreFrame = multiply(upper, hinge);
  const handFrame = frame(wanted.hand ?? foreDirection, scale(wanted.palm, -1));
  const wrist = multiply(invert(foreFrame), handFrame);
  const twist = twistX(wrist);
  // Two thirds of the forearm's turn belong to the forearm, the rest to the wrist.
  const part = normalizeQuat([twist[0] * 0.62, 0, 0, twist[3] * 0.62 + 0.38 * Math.sign(twist[3] || 1)]);
  const bones: Record<string, Quat> = {
    leftShoulder: shoulder,
    leftUpperArm: multiply(invert(shoulder), upper),
    leftLowerArm: multiply(hinge, part),
    leftHand: multiply(invert(part), wrist),
  };
  return Object.assign(bones, fingers(wanted.curl, wanted.spread ?? 0));
}

const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

function fingers(curl: ArmPose['curl'], spread: number): Record<string, Quat> {
  const amounts = typeof curl === 'number' ? [curl * 0.8, curl, curl, curl, curl] : curl;
  const bones: Record<string, Quat> = {};
  FINGERS.forEach((name, i) => {
    const bend = amounts[i + 1]!;
    bones[`left${name}Proximal`] = multiply(
      turn([0, 1, 0], spread * (i - 1.4) * 0.8),
      turn([0, 0, 1], -72 * bend),
    );
    bones[`left${name}Intermediate`] = turn([0, 0, 1], -88 * bend);
    bones[`left${name}Distal`] = turn([0, 0, 1], -58 * bend);
  });
  const thumb = amounts[0]!;
  bones.leftThumbMetacarpal = euler(0, 16 * thumb - spread * 0.4, -26 * thumb);
  bones.leftThumbProximal = turn([0, 1, 0], 34 * thumb);
  bones.leftThumbDistal = turn([0, 1, 0], 44 * thumb);
  return bones;
}

function mirrored(bones: Record<string, Quat>): Record<string, Quat> {
  return Object.fromEntries(
    Object.entries(bones).map(([name, [x, y, z, w]]) => [mirrorBone(name), [x, -y, -z, w] as const]),
  );
}
