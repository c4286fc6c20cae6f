import { loft, through } from '../geometry/loft.ts';
import { type Mesh, mirrorMesh } from '../geometry/mesh.ts';
import { smoothstep } from '../geometry/scalar.ts';
import { alongChain } from '../geometry/skin-weights.ts';
import { boneAt } from '../skeleton.ts';
import { swatchUv } from '../texture/palette.ts';

/** Thin, with a thicker knot near the free end. */
const radius = (t: number): number =>
  (0.0046 + 0.0036 * smoothstep(0.74, 0.8, t)) * Math.max(0, 1 - t ** 14) ** 0.5 * smoothstep(-0.1, 0.03, t);

/** The hoodie's two strings. */
export function stringMeshes(): Mesh[] {
  const [top, middle, end] = [boneAt('leftString1'), boneAt('leftString2'), boneAt('leftStringEnd')];
  const one = loft({
    path: through([[top[0] - 0.002, top[1] + 0.014, top[2] - 0.02], top, middle, end]),
    outward: () => [0, 0, 1],
    halfWidth: radius,
    outside: radius,
    inside: radius,
    rings: 18,
    sides: 7,
    uv: () => swatchUv('string'),
    skin: (p) =>
      alongChain(
        'leftString2',
        [
          { bone: 'leftString1', at: 0.66, width: 0.025 },
          { bone: 'upperChest', at: 0.703, width: 0.01 },
        ],
        p[1],
      ),
  });
  return [one, mirrorMesh(one)];
}
