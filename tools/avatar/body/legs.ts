import { type Mesh, mirrorMesh, sculpt } from '../geometry/mesh.ts';
import { smoothstep } from '../geometry/scalar.ts';
import {
  blend,
  ellipsoid,
  halfSpace,
  overlap,
  roundBox,
  roundCone,
  stretch,
  symmetric,
} from '../geometry/sdf.ts';
import { alongChain, mixInfluences } from '../geometry/skin-weights.ts';
import type { Vec3 } from '../geometry/vector.ts';
import { swatchUv } from '../texture/palette.ts';
import { PLAIN_SKIN_UV } from './head.ts';

const legSkin = (p: Vec3): ReturnType<typeof alongChain> =>
  alongChain(
    'leftFoot',
    [
      { bone: 'leftLowerLeg', at: 0.085, width: 0.03 },
      { bone: 'leftUpperLeg', at: 0.24, width: 0.07 },
    ],
    p[1],
  );

function shortsSkin(p: Vec3): ReturnType<typeof alongChain> {
  const right = smoothstep(0.018, -0.018, p[0]);
  const upper = mixInfluences([['leftUpperLeg', 1]], [['rightUpperLeg', 1]], right);
  const lower = mixInfluences([['leftLowerLeg', 1]], [['rightLowerLeg', 1]], right);
  const legs = mixInfluences(lower, upper, smoothstep(0.2, 0.27, p[1]));
  return mixInfluences(legs, [['hips', 1]], smoothstep(0.37, 0.44, p[1]));
}

function bootSkin(p: Vec3): ReturnType<typeof alongChain> {
  const foot = alongChain('leftFoot', [{ bone: 'leftToes', at: 0.058, width: 0.03 }], p[2]);
  return mixInfluences(foot, [['leftLowerLeg', 1]], smoothstep(0.08, 0.12, p[1]));
}

const shorts = overlap(
  0.012,
  blend(
    0.018,
    stretch(roundCone([0, 0.46, 0], [0, 0.39, 0], 0.095, 0.098), [1, 1, 0.86]),
    symmetric(roundCone([0.051, 0.36, 0], [0.0645, 0.24, 0.002], 0.053, 0.058)),
  ),
  halfSpace([0, 0.265, 0], [0, -1, 0]),
);
const leg = roundCone([0.0615, 0.3, 0], [0.06, 0.09, 0], 0.0435, 0.035);
const sock = overlap(
  0.008,
  roundCone([0.0595, 0.18, 0], [0.06, 0.08, 0], 0.0455, 0.043),
  roundBox([0.06, 0.145, 0], [0.1, 0.026, 0.1], 0.008),
);
const boot = overlap(
  0.01,
  blend(
    0.03,
    roundCone([0.06, 0.1, -0.004], [0.06, 0.05, -0.004], 0.049, 0.046),
    ellipsoid([0.064, 0.045, 0.042], [0.05, 0.047, 0.072]),
  ),
  overlap(0.01, halfSpace([0, 0.132, 0], [0, 1, 0]), halfSpace([0, 0.012, 0], [0, -1, 0])),
);
const sole = overlap(
  0.008,
  blend(
    0.03,
    roundCone([0.06, 0.02, -0.006], [0.06, 0.0, -0.006], 0.051, 0.051),
    ellipsoid([0.064, 0.01, 0.042], [0.054, 0.07, 0.078]),
  ),
  roundBox([0.06, 0.013, 0.02], [0.2, 0.013, 0.2], 0.006),
);

const cuff = overlap(
  0.008,
  roundCone([0.06, 0.14, -0.003], [0.06, 0.1, -0.003], 0.053, 0.053),
  roundBox([0.06, 0.126, 0], [0.2, 0.0125, 0.2], 0.009),
);

const leftBounds = (low: number, high: number): { low: Vec3; high: Vec3 } => ({
  low: [-0.01, low, -0.08],
  high: [0.14, high, 0.14],
});

/** Bare legs: skin. */
export function legMeshes(): Mesh[] {
  const bare = sculpt({
    shape: leg,
    bounds: leftBounds(0.04, 0.4),
    cell: 0.012,
    triangles: 240,
    uv: () => PLAIN_SKIN_UV,
    skin: legSkin,
  });
  return [bare, mirrorMesh(bare)];
}

/** Shorts, socks and boots: cloth. */
export function legwearMeshes(): Mesh[] {
  const trousers = sculpt({
    shape: shorts,
    bounds: { low: [-0.15, 0.24, -0.11], high: [0.15, 0.58, 0.11] },
    cell: 0.0095,
    triangles: 900,
    uv: () => swatchUv('shorts'),
    skin: shortsSkin,
  });
  const ankle = sculpt({
    shape: sock,
    bounds: leftBounds(0.08, 0.19),
    cell: 0.008,
    triangles: 180,
    uv: () => swatchUv('sock'),
    skin: legSkin,
  });
  const shoe = sculpt({
    shape: boot,
    bounds: leftBounds(-0.01, 0.16),
    cell: 0.0075,
    triangles: 600,
    uv: () => swatchUv('boot'),
    skin: bootSkin,
  });
  const bootCuff = sculpt({
    shape: cuff,
    bounds: leftBounds(0.1, 0.16),
    cell: 0.0065,
    triangles: 220,
    uv: () => swatchUv('bootCuff'),
    skin: bootSkin,
  });
  const bottom = sculpt({
    shape: sole,
    bounds: leftBounds(-0.02, 0.05),
    cell: 0.0075,
    triangles: 280,
    uv: () => swatchUv('sole'),
    skin: bootSkin,
  });
  return [trousers, ...[ankle, shoe, bootCuff, bottom].flatMap((mesh) => [mesh, mirrorMesh(mesh)])];
}
