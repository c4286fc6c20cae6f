import { loft, through } from '../geometry/loft.ts';
import { join, type Mesh, mirrorMesh, sculpt, type Uv } from '../geometry/mesh.ts';
import { smoothstep } from '../geometry/scalar.ts';
import { blend, carve, ellipsoid, halfSpace, overlap, roundBox, type Sdf } from '../geometry/sdf.ts';
import { influences } from '../geometry/skin-weights.ts';
import { normalize, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';
import { FRINGE, type Lock, NAPE, onDome, SIDES } from './hair-locks.ts';

/** The dome under the locks, open toward the face and the neck. */
const cap: Sdf = carve(
  0.016,
  overlap(0.02, ellipsoid([0, 0.94, -0.012], [0.168, 0.171, 0.168]), halfSpace([0, 0.84, 0], [0, -1, 0.42])),
  blend(
    0.03,
    ellipsoid([0, 0.865, 0.16], [0.145, 0.132, 0.15]),
    ellipsoid([0, 0.78, 0.0], [0.135, 0.12, 0.13]),
    roundBox([0, 0.84, 0.15], [0.24, 0.105, 0.115], 0.03),
  ),
);

/** Hair texture: across, how far round the head from the front; down, from crown to tips. */
function hairUv(p: Vec3): Uv {
  return [Math.abs(Math.atan2(p[0], p[2] + 0.012)) / Math.PI, (1.13 - p[1]) / 0.42];
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

/** Narrow at the root, full in the middle, running to a point. */
const fullness = (t: number): number => smoothstep(-0.22, 0.45, t) * Math.max(0, 1 - t ** 4.5) ** 0.8;

function lockMesh({ points, halfWidth, height }: Lock): Mesh {
  const path = through(points.map(onDome));
  return loft({
    path,
    outward: (t) => {
      const [x, y, z] = path(t);
      return normalize([x, Math.max(0, y - 0.945), z + 0.012]);
    },
    halfWidth: (t) => halfWidth * fullness(t),
    outside: (t) => height * fullness(t),
    inside: (t) => 0.5 * height * fullness(t),
    rings: 14,
    sides: 10,
    uv: hairUv,
    skin: hairSkin,
  });
}

/** The whole head of hair: a dome and the locks over it, each with its own outline. */
export function hairMesh(): Mesh {
  const sides = SIDES.map(lockMesh);
  return join(
    sculpt({
      shape: cap,
      bounds: { low: [-0.2, 0.7, -0.2], high: [0.2, 1.14, 0.2] },
      cell: 0.0085,
      triangles: 1500,
      uv: hairUv,
      skin: hairSkin,
    }),
    ...FRINGE.map(lockMesh),
    ...sides,
    ...sides.map(mirrorMesh),
    lockMesh(NAPE),
  );
}

/** Distance to the fringe, for casting its shadow on the face: each lock as a string of balls, and the dome. */
export function fringeDistance(): Sdf {
  const balls = FRINGE.flatMap((lock) => {
    const path = through(lock.points.map(onDome));
    return Array.from({ length: 24 }, (_, i) => {
      const t = (i + 1) / 25;
      return { at: path(t), radius: lock.halfWidth * fullness(t) * 0.85 };
    });
  });
  return (x, y, z) => {
    let d = cap(x, y, z);
    for (const { at, radius } of balls) d = Math.min(d, Math.hypot(x - at[0], y - at[1], z - at[2]) - radius);
    return d;
  };
}
