import { mirrorBone } from './geometry/mesh.ts';
import { mirrorX, type Vec3 } from './geometry/vector.ts';

export interface Bone {
  name: string;
  parent: string | null;
  /** Where the bone starts in the T-pose, metres from the ground between the feet. */
  at: Vec3;
  /** False for bones that are not part of VRM's humanoid. */
  humanoid: boolean;
}

const FINGERS = [
  { name: 'Index', z: 0.0225, x: 0.364, step: 0.0195, fan: 0.0035 },
  { name: 'Middle', z: 0.0078, x: 0.368, step: 0.021, fan: 0.001 },
  { name: 'Ring', z: -0.0072, x: 0.366, step: 0.0195, fan: -0.0015 },
  { name: 'Little', z: -0.0215, x: 0.36, step: 0.0165, fan: -0.0045 },
];

/** Height of the arm's axis, metres. */
export const ARM_Y = 0.682;

const centre: Array<[string, string | null, Vec3]> = [
  ['hips', null, [0, 0.445, 0]],
  ['spine', 'hips', [0, 0.5, 0]],
  ['chest', 'spine', [0, 0.565, 0]],
  ['upperChest', 'chest', [0, 0.63, 0]],
  ['neck', 'upperChest', [0, 0.715, -0.005]],
  ['head', 'neck', [0, 0.765, 0]],
];

const left: Array<[string, string, Vec3]> = [
  ['leftEye', 'head', [0.064, 0.876, 0.02]],
  ['leftShoulder', 'upperChest', [0.028, ARM_Y, 0]],
  ['leftUpperArm', 'leftShoulder', [0.088, ARM_Y, 0]],
  ['leftLowerArm', 'leftUpperArm', [0.205, ARM_Y, 0]],
  ['leftHand', 'leftLowerArm', [0.318, ARM_Y, 0]],
  ['leftThumbMetacarpal', 'leftHand', [0.33, ARM_Y - 0.004, 0.02]],
  ['leftThumbProximal', 'leftThumbMetacarpal', [0.346, ARM_Y - 0.006, 0.036]],
  ['leftThumbDistal', 'leftThumbProximal', [0.36, ARM_Y - 0.006, 0.05]],
  ['leftUpperLeg', 'hips', [0.058, 0.42, 0]],
  ['leftLowerLeg', 'leftUpperLeg', [0.06, 0.24, 0.004]],
  ['leftFoot', 'leftLowerLeg', [0.06, 0.07, -0.008]],
  ['leftToes', 'leftFoot', [0.063, 0.022, 0.06]],
];
for (const { name, x, z, step, fan } of FINGERS) {
  left.push([`left${name}Proximal`, 'leftHand', [x, ARM_Y, z]]);
  left.push([`left${name}Intermediate`, `left${name}Proximal`, [x + step, ARM_Y - 0.001, z + fan]]);
  left.push([
    `left${name}Distal`,
    `left${name}Intermediate`,
    [x + step * 1.85, ARM_Y - 0.002, z + fan * 1.85],
  ]);
}

/** Bones that only springs move: hair, the sprout on the head, the hoodie's strings. */
const loose: Array<[string, string, Vec3]> = [
  ['sprout1', 'head', [0, 1.1, -0.012]],
  ['sprout2', 'sprout1', [0.005, 1.135, -0.01]],
  ['leftLeaf1', 'sprout2', [0.003, 1.16, -0.009]],
  ['leftLeaf2', 'leftLeaf1', [0.046, 1.196, -0.002]],
  ['leftLeafEnd', 'leftLeaf2', [0.104, 1.192, 0.006]],
  ['rightLeaf1', 'sprout2', [0.002, 1.16, -0.009]],
  ['rightLeaf2', 'rightLeaf1', [-0.033, 1.194, -0.004]],
  ['rightLeafEnd', 'rightLeaf2', [-0.078, 1.198, 0.004]],
  ['hairBack1', 'head', [0, 0.88, -0.14]],
  ['hairBack2', 'hairBack1', [0, 0.82, -0.15]],
  ['hairBackEnd', 'hairBack2', [0, 0.765, -0.15]],
];
const looseLeft: Array<[string, string, Vec3]> = [
  ['leftHairBack1', 'head', [0.11, 0.88, -0.1]],
  ['leftHairBack2', 'leftHairBack1', [0.115, 0.82, -0.105]],
  ['leftHairBackEnd', 'leftHairBack2', [0.115, 0.765, -0.105]],
  ['leftLock1', 'head', [0.148, 0.9, 0.05]],
  ['leftLock2', 'leftLock1', [0.155, 0.835, 0.06]],
  ['leftLockEnd', 'leftLock2', [0.148, 0.765, 0.065]],
  ['leftString1', 'upperChest', [0.036, 0.703, 0.088]],
  ['leftString2', 'leftString1', [0.0385, 0.66, 0.112]],
  ['leftStringEnd', 'leftString2', [0.0385, 0.607, 0.118]],
];

const bothSides = (bones: Array<[string, string, Vec3]>, humanoid: boolean): Bone[] =>
  [false, true].flatMap((mirror) =>
    bones.map(([name, parent, at]) =>
      mirror
        ? { name: mirrorBone(name), parent: mirrorBone(parent), at: mirrorX(at), humanoid }
        : { name, parent, at, humanoid },
    ),
  );

/** Every bone, parents before children. */
export const BONES: readonly Bone[] = [
  ...centre.map(([name, parent, at]) => ({ name, parent, at, humanoid: true })),
  ...bothSides(left, true),
  ...loose.map(([name, parent, at]) => ({ name, parent, at, humanoid: false })),
  ...bothSides(looseLeft, false),
];

const byName = new Map(BONES.map((bone) => [bone.name, bone]));

/** Where a bone starts in the T-pose. Throws for a name that does not exist. */
export function boneAt(name: string): Vec3 {
  const bone = byName.get(name);
  if (!bone) throw new Error(`There is no bone called ${name}`);
  return bone.at;
}
