import { type Mesh, sculpt } from '../geometry/mesh.ts';
import { blend, roundCone, type Sdf } from '../geometry/sdf.ts';
import { alongChain } from '../geometry/skin-weights.ts';
import { add, cross, dot, length, normalize, scale, subtract, type Vec3 } from '../geometry/vector.ts';
import { boneAt } from '../skeleton.ts';
import { swatchUv } from '../texture/palette.ts';

const stem = blend(
  0.01,
  roundCone(boneAt('sprout1'), boneAt('sprout2'), 0.0085, 0.0065),
  roundCone(boneAt('sprout2'), [0.003, 1.17, -0.006], 0.0065, 0.006),
);

/** A leaf blade: pointed, cupped, thick enough to look soft. */
function blade(from: Vec3, to: Vec3, width: number): Sdf {
  const axis = normalize(subtract(to, from));
  const size = length(subtract(to, from));
  const across = normalize(cross([0, 0.35, 1], axis));
  const up = cross(axis, across);
  return (x, y, z) => {
    const p = subtract([x, y, z], from);
    const t = dot(p, axis) / size;
    const w = dot(p, across);
    const h = dot(p, up) + 0.9 * (w * w) / width - 0.012 * Math.sin(Math.PI * Math.min(1, Math.max(0, t)));
    const tt = Math.min(1, Math.max(0, t));
    const half = width * Math.sqrt(Math.max(0, Math.sin(Math.PI * tt ** 0.8))) * (1 - 0.35 * tt) + 1e-4;
    const over = Math.max(0, t - 1, -t) * size;
    const k = Math.hypot(w / half, h / 0.0062);
    return Math.max((k - 1) * 0.0062, over - 0.002);
  };
}

function leaf(side: 'left' | 'right', width: number): Mesh {
  const from = boneAt(`${side}Leaf1`);
  const to = boneAt(`${side}LeafEnd`);
  const start = add(from, scale(subtract(to, from), -0.06));
  const middle = boneAt(`${side}Leaf2`)[0];
  return sculpt({
    shape: blade(start, add(to, scale(subtract(to, from), 0.1)), width),
    bounds: { low: [Math.min(from[0], to[0]) - 0.03, 1.11, -0.06], high: [Math.max(from[0], to[0]) + 0.03, 1.26, 0.06] },
    cell: 0.004,
    triangles: 460,
    uv: () => swatchUv('leaf'),
    skin: (p) =>
      alongChain(`${side}Leaf1`, [{ bone: `${side}Leaf2`, at: Math.abs(middle), width: 0.03 }], Math.abs(p[0])),
  });
}

/** The seedling on the head: a stem and two leaves. */
export function sproutMeshes(): Mesh[] {
  const stalk = sculpt({
    shape: stem,
    bounds: { low: [-0.02, 1.08, -0.03], high: [0.025, 1.19, 0.02] },
    cell: 0.004,
    triangles: 160,
    uv: () => swatchUv('stem'),
    skin: (p) => alongChain('sprout1', [{ bone: 'sprout2', at: 1.14, width: 0.03 }], p[1]),
  });
  return [stalk, leaf('left', 0.026), leaf('right', 0.021)];
}
