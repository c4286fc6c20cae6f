import { type Mesh, mirrorMesh, sculpt } from '../geometry/mesh.ts';
import { smoothstep } from '../geometry/scalar.ts';
import { blend, ellipsoid, roundCone, type Sdf } from '../geometry/sdf.ts';
import { alongChain, type influences, mixInfluences } from '../geometry/skin-weights.ts';
import { add, dot, length, scale, subtract, type Vec3 } from '../geometry/vector.ts';
import { ARM_Y, boneAt } from '../skeleton.ts';
import { PLAIN_SKIN_UV } from './head.ts';

interface Finger {
  shape: Sdf;
  bones: [string, string, string];
  joints: [Vec3, Vec3, Vec3];
  axis: Vec3;
}

function finger(name: string, parts: [string, string, string], radius: number, tip: number): Finger {
  const bones = parts.map((part) => `left${name}${part}`) as [string, string, string];
  const joints = bones.map(boneAt) as [Vec3, Vec3, Vec3];
  const along = subtract(joints[2], joints[0]);
  const axis = scale(along, 1 / length(along));
  const end = add(joints[2], scale(axis, tip));
  return { shape: roundCone(joints[0], end, radius, radius * 0.88), bones, joints, axis };
}

const LONG: [string, string, string] = ['Proximal', 'Intermediate', 'Distal'];
const FINGERS: Finger[] = [
  finger('Thumb', ['Metacarpal', 'Proximal', 'Distal'], 0.0098, 0.009),
  finger('Index', LONG, 0.0076, 0.01),
  finger('Middle', LONG, 0.0078, 0.0105),
  finger('Ring', LONG, 0.0076, 0.01),
  finger('Little', LONG, 0.0069, 0.008),
];

const palm = blend(
  0.02,
  ellipsoid([0.341, ARM_Y - 0.001, 0.0005], [0.034, 0.0165, 0.0325]),
  roundCone([0.285, ARM_Y, 0], [0.33, ARM_Y, 0], 0.024, 0.02),
);
const handShape = blend(0.0045, palm, ...FINGERS.map((one) => one.shape));

function handSkin(point: Vec3): ReturnType<typeof influences> {
  const wrist = alongChain('leftLowerArm', [{ bone: 'leftHand', at: 0.314, width: 0.03 }], point[0]);
  const nearest = FINGERS.map((one) => ({ one, d: one.shape(...point) })).sort((a, b) => a.d - b.d)[0]!;
  const { joints, axis, bones } = nearest.one;
  const along = dot(subtract(point, joints[0]), axis);
  const chain = alongChain(
    bones[0],
    [
      { bone: bones[1], at: dot(subtract(joints[1], joints[0]), axis), width: 0.01 },
      { bone: bones[2], at: dot(subtract(joints[2], joints[0]), axis), width: 0.01 },
    ],
    along,
  );
  const share =
    smoothstep(-0.006, 0.007, along) * smoothstep(0.008, 0.001, nearest.d - Math.max(handShape(...point), 0));
  return mixInfluences(wrist, chain, share);
}

/** Both hands, with five fingers each. */
export function handMeshes(): Mesh[] {
  const hand = sculpt({
    shape: handShape,
    bounds: { low: [0.25, 0.63, -0.05], high: [0.44, 0.73, 0.08] },
    cell: 0.0028,
    triangles: 1200,
    uv: () => PLAIN_SKIN_UV,
    skin: handSkin,
  });
  return [hand, mirrorMesh(hand)];
}
