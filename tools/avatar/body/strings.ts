import { type Mesh, mirrorMesh, sculpt } from '../geometry/mesh.ts';
import { blend, roundCone } from '../geometry/sdf.ts';
import { alongChain } from '../geometry/skin-weights.ts';
import { boneAt } from '../skeleton.ts';
import { swatchUv } from '../texture/palette.ts';

const cord = blend(
  0.004,
  roundCone(boneAt('leftString1'), boneAt('leftString2'), 0.0052, 0.0052),
  roundCone(boneAt('leftString2'), boneAt('leftStringEnd'), 0.0052, 0.0052),
  roundCone([0.038, 0.622, 0.108], [0.038, 0.606, 0.108], 0.0082, 0.009),
);

/** The hoodie's two strings. */
export function stringMeshes(): Mesh[] {
  const one = sculpt({
    shape: cord,
    bounds: { low: [0.02, 0.585, 0.07], high: [0.055, 0.715, 0.13] },
    cell: 0.0042,
    triangles: 220,
    uv: () => swatchUv('string'),
    skin: (p) =>
      alongChain('leftString2', [{ bone: 'leftString1', at: 0.66, width: 0.02 }, { bone: 'upperChest', at: 0.7, width: 0.01 }], p[1]),
  });
  return [one, mirrorMesh(one)];
}
