import { type Mesh, sculpt, type Uv } from '../geometry/mesh.ts';
import { blend, carve, ellipsoid, halfSpace, overlap, roundCone, type Sdf, symmetric } from '../geometry/sdf.ts';
import { mix, smoothstep } from '../geometry/scalar.ts';
import { influences } from '../geometry/skin-weights.ts';
import { mixVec, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';

/** A lock of hair: a quadratic Bezier from root to tip, thick at the root. */
interface Lock {
  root: Vec3;
  bend: Vec3;
  tip: Vec3;
  /** Radii in metres at root, middle and tip. */
  radii: Vec3;
}

function lockShape({ root, bend, tip, radii }: Lock): Sdf {
  const steps = 5;
  const pieces: Sdf[] = [];
  const at = (t: number): Vec3 => mixVec(mixVec(root, bend, t), mixVec(bend, tip, t), t);
  const radius = (t: number): number =>
    t < 0.5 ? mix(radii[0], radii[1], t * 2) : mix(radii[1], radii[2], t * 2 - 1);
  for (let i = 0; i < steps; i++)
    pieces.push(roundCone(at(i / steps), at((i + 1) / steps), radius(i / steps), radius((i + 1) / steps)));
  return (x, y, z) => {
    let d = Number.POSITIVE_INFINITY;
    for (const piece of pieces) d = Math.min(d, piece(x, y, z));
    return d;
  };
}

const FRINGE: Lock[] = [
  { root: [-0.02, 1.07, 0.06], bend: [0.0, 1.05, 0.155], tip: [0.022, 0.945, 0.152], radii: [0.035, 0.034, 0.006] },
  { root: [-0.03, 1.07, 0.06], bend: [-0.055, 1.045, 0.15], tip: [-0.038, 0.94, 0.146], radii: [0.035, 0.032, 0.006] },
  { root: [0.0, 1.07, 0.05], bend: [0.075, 1.045, 0.135], tip: [0.078, 0.935, 0.13], radii: [0.035, 0.033, 0.006] },
  { root: [-0.04, 1.065, 0.05], bend: [-0.105, 1.03, 0.12], tip: [-0.092, 0.925, 0.118], radii: [0.035, 0.034, 0.006] },
  { root: [0.03, 1.06, 0.04], bend: [0.125, 1.02, 0.1], tip: [0.122, 0.905, 0.094], radii: [0.035, 0.034, 0.008] },
  { root: [-0.06, 1.05, 0.04], bend: [-0.135, 1.01, 0.085], tip: [-0.128, 0.9, 0.082], radii: [0.035, 0.032, 0.008] },
];

/** Left side only; the right side is its mirror image. */
const SIDE: Lock[] = [
  { root: [0.135, 0.96, 0.05], bend: [0.17, 0.87, 0.07], tip: [0.138, 0.765, 0.085], radii: [0.03, 0.03, 0.006] },
  { root: [0.14, 0.95, 0.01], bend: [0.185, 0.86, 0.02], tip: [0.17, 0.75, 0.045], radii: [0.035, 0.036, 0.006] },
  { root: [0.13, 0.93, -0.06], bend: [0.175, 0.84, -0.06], tip: [0.165, 0.745, -0.03], radii: [0.04, 0.04, 0.006] },
  { root: [0.1, 0.92, -0.1], bend: [0.135, 0.83, -0.125], tip: [0.125, 0.74, -0.105], radii: [0.045, 0.042, 0.006] },
  { root: [0.04, 0.92, -0.13], bend: [0.06, 0.82, -0.165], tip: [0.055, 0.735, -0.14], radii: [0.045, 0.042, 0.006] },
];
const NAPE: Lock = {
  root: [0, 0.92, -0.13], bend: [0, 0.82, -0.175], tip: [0.0, 0.735, -0.148], radii: [0.04, 0.04, 0.006],
};

const cap = carve(
  0.02,
  overlap(0.02, ellipsoid([0, 0.945, -0.014], [0.174, 0.166, 0.174]), halfSpace([0, 0.86, 0], [0, -1, -0.45])),
  blend(0.03, ellipsoid([0, 0.86, 0.17], [0.132, 0.13, 0.13]), ellipsoid([0, 0.8, 0.02], [0.11, 0.11, 0.1])),
);
const hairShape: Sdf = blend(
  0.016,
  cap,
  ...FRINGE.map(lockShape),
  symmetric(blend(0.014, ...SIDE.map(lockShape))),
  lockShape(NAPE),
);

/** The finished hair, for casting its shadow on the face. */
export const hairSurface: Sdf = hairShape;

/** Hair texture: across, how far round the head from the front; down, from crown to tips. */
function hairUv(p: Vec3): Uv {
  return [Math.abs(Math.atan2(p[0], p[2])) / Math.PI, (1.13 - p[1]) / 0.42];
}

/** The upper part follows the head, the tips the swinging bones that hang nearest. */
function hairSkin(p: Vec3): ReturnType<typeof influences> {
  const loose = smoothstep(0.9, 0.79, p[1]);
  if (loose <= 0 || (p[2] > 0.1 && p[1] > 0.88)) return [['head', 1]];
  const low = smoothstep(0.85, 0.79, p[1]);
  const chains = ['hairBack', 'leftHairBack', 'rightHairBack', 'leftLock', 'rightLock'].map((name) => {
    const at = boneAt(`${name}2`);
    return { name, near: 1 / (1e-4 + (at[0] - p[0]) ** 2 + (at[2] - p[2]) ** 2) ** 1.5 };
  });
  chains.sort((a, b) => b.near - a.near);
  const two = chains.slice(0, 2);
  const sum = two.reduce((total, chain) => total + chain.near, 0);
  return influences(
    ['head', 1 - loose],
    ...two.flatMap(({ name, near }) => [
      [`${name}1`, (loose * (1 - low) * near) / sum] as const,
      [`${name}2`, (loose * low * near) / sum] as const,
    ]),
  );
}

/** The whole head of hair, one surface. */
export function hairMesh(): Mesh {
  return sculpt({
    shape: hairShape,
    bounds: { low: [-0.23, 0.7, -0.23], high: [0.23, 1.14, 0.22] },
    cell: 0.0068,
    triangles: 6500,
    uv: hairUv,
    skin: hairSkin,
  });
}
