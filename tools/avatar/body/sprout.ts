import { loft, through } from '../geometry/loft.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { alongChain } from '../geometry/skin-weights.ts';
import { cross, normalize, subtract, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';
import { swatchUv } from '../texture/palette.ts';

/** A plump leaf that rises from the stem and bends over. */
function leaf(side: 'left' | 'right', halfWidth: number): Mesh {
  const [a, b, c] = [`${side}Leaf1`, `${side}Leaf2`, `${side}LeafEnd`].map(boneAt) as [Vec3, Vec3, Vec3];
  const path = through([a, b, c]);
  const full = (t: number): number => Math.sin(Math.PI * Math.min(1, t) ** 0.78) ** 0.8 * (1 - 0.12 * t);
  return loft({
    path,
    outward: (t) => {
      const forward = normalize(subtract(path(Math.min(1, t + 0.05)), path(Math.max(0, t - 0.05))));
      return normalize(cross([0, 0.28, side === 'left' ? 1 : -1], forward));
    },
    halfWidth: (t) => 0.0035 + halfWidth * full(t) - 0.0035 * t,
    outside: (t) => 0.0035 + 0.0045 * full(t) - 0.0035 * t,
    inside: (t) => 0.0035 + 0.004 * full(t) - 0.0035 * t,
    rings: 11,
    sides: 10,
    uv: () => swatchUv('leaf'),
    skin: (_, t) => alongChain(`${side}Leaf1`, [{ bone: `${side}Leaf2`, at: 0.5, width: 0.4 }], t),
  });
}

const stalkRadius = (t: number): number => (0.0105 - 0.0045 * t) * Math.max(0, 1 - t ** 8) ** 0.5;

/** The seedling on the head: a stem and two leaves. */
export function sproutMeshes(): Mesh[] {
  const stalk = loft({
    path: through([
      [0, 1.085, -0.012],
      boneAt('sprout1'),
      boneAt('sprout2'),
      boneAt('leftLeaf1'),
      [0.002, 1.172, -0.008],
    ]),
    outward: () => [0, 0, 1],
    halfWidth: stalkRadius,
    outside: stalkRadius,
    inside: stalkRadius,
    rings: 9,
    sides: 8,
    uv: () => swatchUv('stem'),
    skin: (p) => alongChain('sprout1', [{ bone: 'sprout2', at: boneAt('sprout2')[1], width: 0.03 }], p[1]),
  });
  return [stalk, leaf('left', 0.027), leaf('right', 0.022)];
}
