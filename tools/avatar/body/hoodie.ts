import { type Mesh, mirrorMesh, sculpt } from '../geometry/mesh.ts';
import { smoothstep } from '../geometry/scalar.ts';
import {
  blend,
  carve,
  ellipsoid,
  halfSpace,
  inflate,
  overlap,
  roundBox,
  roundCone,
  type Sdf,
  stretch,
  symmetric,
} from '../geometry/sdf.ts';
import { alongChain, mixInfluences } from '../geometry/skin-weights.ts';
import type { Vec3 } from '../geometry/vector.ts';
import { ARM_Y } from '../skeleton.ts';
import { betweenSwatches, swatchUv } from '../texture/palette.ts';
import { emblemMesh } from './emblem.ts';

const trunk = stretch(
  blend(
    0.06,
    roundCone([0, 0.655, 0], [0, 0.49, 0], 0.088, 0.118),
    roundCone([0.06, 0.668, 0], [-0.06, 0.668, 0], 0.055, 0.055),
  ),
  [1, 1, 0.86],
);
const sleeve = symmetric(
  blend(
    0.03,
    roundCone([0.06, ARM_Y - 0.004, 0], [0.2, ARM_Y - 0.002, 0], 0.046, 0.044),
    roundCone([0.2, ARM_Y - 0.002, 0], [0.252, ARM_Y, 0], 0.044, 0.0445),
  ),
);
const cutHem = halfSpace([0, 0.436, 0], [0, -1, 0]);
const cutCuff = symmetric(halfSpace([0.294, 0, 0], [1, 0, 0]));
const neckHole = ellipsoid([0, 0.755, -0.005], [0.066, 0.05, 0.066]);
const torso = carve(
  0.012,
  overlap(0.03, overlap(0.035, blend(0.045, trunk, sleeve), cutHem), cutCuff),
  neckHole,
);

/** A ring about the neck, higher behind than in front, and the hood that hangs from it. */
function ring(major: number, minor: number): Sdf {
  return (x, y, z) => {
    const tilted = y - 0.722 + (z + 0.005) * 0.28;
    return Math.hypot(Math.hypot(x, (z + 0.008) * 1.04) - major, tilted) - minor;
  };
}
const hoodBag = carve(
  0.02,
  ellipsoid([0, 0.712, -0.105], [0.108, 0.06, 0.062]),
  ellipsoid([0, 0.79, -0.072], [0.085, 0.062, 0.06]),
);
const hood = blend(0.03, ring(0.077, 0.0255), hoodBag);
const lining: Sdf = (x, y, z) => ring(0.0575, 0.0265)(x, y - 0.0035, z);

const trunkSkin = (p: Vec3): ReturnType<typeof alongChain> =>
  alongChain(
    'hips',
    [
      { bone: 'spine', at: 0.5, width: 0.06 },
      { bone: 'chest', at: 0.565, width: 0.06 },
      { bone: 'upperChest', at: 0.63, width: 0.06 },
    ],
    p[1],
  );

function armSkin(p: Vec3): ReturnType<typeof alongChain> {
  const side = p[0] < 0 ? 'right' : 'left';
  return alongChain(
    `${side}UpperArm`,
    [
      { bone: `${side}LowerArm`, at: 0.205, width: 0.06 },
      { bone: `${side}Hand`, at: 0.318, width: 0.03 },
    ],
    Math.abs(p[0]),
  );
}

function torsoSkin(p: Vec3): ReturnType<typeof alongChain> {
  const side = p[0] < 0 ? 'right' : 'left';
  const x = Math.abs(p[0]);
  const overArm = smoothstep(0.62, 0.7, p[1]);
  const shoulder = smoothstep(0.02, 0.08, x) * overArm * 0.6;
  const body = mixInfluences(trunkSkin(p), [[`${side}Shoulder`, 1]], shoulder);
  // Above the arm the change lies further in than below it, where the armpit folds.
  const start = 0.068 + 0.02 * smoothstep(0.69, 0.64, p[1]);
  const onArm =
    smoothstep(start - 0.004, start + 0.07, x) * smoothstep(-0.012, 0.02, trunk(...p) - sleeve(...p) + 0.022);
  return mixInfluences(body, armSkin(p), onArm);
}

/** 1 where the sleeve folds against the trunk when the arm hangs, 0 elsewhere. */
const armpit = (p: Vec3): number =>
  smoothstep(0.075, 0.045, Math.hypot(Math.abs(p[0]) - 0.098, (p[1] - 0.65) * 0.9, p[2] * 0.3));

const neckSkin = (p: Vec3): ReturnType<typeof alongChain> =>
  alongChain('chest', [{ bone: 'upperChest', at: 0.64, width: 0.05 }], p[1]);

const cuff = roundCone([0.285, ARM_Y, 0], [0.325, ARM_Y, 0], 0.0365, 0.0335);
const cuffBand = overlap(0.01, cuff, roundBox([0.3, ARM_Y, 0], [0.0185, 0.06, 0.06], 0.006));
const hemBand = overlap(
  0.012,
  stretch(roundCone([0, 0.5, 0], [0, 0.41, 0], 0.111, 0.109), [1, 1, 0.87]),
  roundBox([0, 0.43, 0], [0.2, 0.021, 0.2], 0.008),
);

const pocketSide = halfSpace([0.052, 0.505, 0], [1, 0.62, 0]);
const pocket = overlap(
  0.006,
  inflate(torso, 0.0105),
  overlap(0.012, roundBox([0, 0.495, 0.1], [0.076, 0.043, 0.07], 0.012), symmetric(pocketSide)),
);

/** Hoodie, hood, pocket, cuffs and hem. */
export function hoodieMeshes(): Mesh[] {
  const body = sculpt({
    shape: torso,
    bounds: { low: [-0.35, 0.41, -0.14], high: [0.35, 0.76, 0.14] },
    cell: 0.0095,
    triangles: 3000,
    uv: (p) => betweenSwatches('hoodie', 'hoodieFold', armpit(p)),
    skin: torsoSkin,
  });
  const collar = sculpt({
    shape: hood,
    bounds: { low: [-0.14, 0.63, -0.19], high: [0.14, 0.8, 0.12] },
    cell: 0.0065,
    triangles: 1300,
    uv: () => swatchUv('hoodie'),
    skin: neckSkin,
  });
  const inside = sculpt({
    shape: lining,
    bounds: { low: [-0.12, 0.66, -0.12], high: [0.12, 0.79, 0.1] },
    cell: 0.006,
    triangles: 560,
    uv: () => swatchUv('hoodieTrim'),
    skin: neckSkin,
  });
  const bag = sculpt({
    shape: pocket,
    bounds: { low: [-0.1, 0.43, 0.02], high: [0.1, 0.56, 0.14] },
    cell: 0.006,
    triangles: 360,
    uv: () => swatchUv('pocket'),
    skin: trunkSkin,
  });
  const cuffMesh = sculpt({
    shape: cuffBand,
    bounds: { low: [0.27, 0.63, -0.05], high: [0.33, 0.73, 0.05] },
    cell: 0.006,
    triangles: 260,
    uv: () => swatchUv('hoodieTrim'),
    skin: armSkin,
  });
  const hem = sculpt({
    shape: hemBand,
    bounds: { low: [-0.14, 0.39, -0.13], high: [0.14, 0.46, 0.13] },
    cell: 0.009,
    triangles: 380,
    uv: () => swatchUv('hoodieTrim'),
    skin: trunkSkin,
  });
  return [
    body,
    collar,
    inside,
    bag,
    cuffMesh,
    mirrorMesh(cuffMesh),
    hem,
    emblemMesh(torso, [0, 0.574], trunkSkin),
  ];
}
