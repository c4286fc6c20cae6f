import type { Influences, Mesh, Uv } from './mesh.ts';
import { add, cross, length, normalize, scale, subtract, type Vec3 } from './vector.ts';

/** A soft blade drawn along a path: rounded outside, flatter inside, ending in points. */
export interface Loft {
  /** Middle line; t runs from 0 (root) to 1 (tip). */
  path: (t: number) => Vec3;
  /** Which way the rounded side looks at t. */
  outward: (t: number) => Vec3;
  /** Half width across, and height of the rounded and of the flat side, metres. */
  halfWidth: (t: number) => number;
  outside: (t: number) => number;
  inside: (t: number) => number;
  rings: number;
  sides: number;
  uv: (point: Vec3, t: number) => Uv;
  skin: (point: Vec3, t: number) => Influences;
}

/** Makes the mesh of a blade; normals are averaged from the triangles. */
export function loft(blade: Loft): Mesh {
  const { rings, sides } = blade;
  const positions: Vec3[] = [];
  const along: number[] = [];
  const triangles: number[] = [];
  positions.push(blade.path(0));
  along.push(0);
  for (let ring = 1; ring < rings; ring++) {
    const t = ring / rings;
    const middle = blade.path(t);
    const forward = normalize(subtract(blade.path(Math.min(1, t + 0.01)), blade.path(Math.max(0, t - 0.01))));
    const across = normalize(cross(forward, blade.outward(t)));
    const up = cross(across, forward);
    for (let side = 0; side < sides; side++) {
      const angle = (2 * Math.PI * side) / sides;
      const height = Math.sin(angle) * (Math.sin(angle) > 0 ? blade.outside(t) : blade.inside(t));
      positions.push(
        add(middle, add(scale(across, Math.cos(angle) * blade.halfWidth(t)), scale(up, height))),
      );
      along.push(t);
    }
  }
  positions.push(blade.path(1));
  along.push(1);
  const tip = positions.length - 1;
  const at = (ring: number, side: number): number => 1 + (ring - 1) * sides + (side % sides);
  for (let side = 0; side < sides; side++) {
    triangles.push(0, at(1, side), at(1, side + 1));
    triangles.push(tip, at(rings - 1, side + 1), at(rings - 1, side));
    for (let ring = 1; ring + 1 < rings; ring++) {
      const [a, b, c, d] = [at(ring, side), at(ring, side + 1), at(ring + 1, side), at(ring + 1, side + 1)];
      triangles.push(a, c, b, b, c, d);
    }
  }
  return {
    positions,
    normals: averageNormals(positions, triangles),
    uvs: positions.map((point, i) => blade.uv(point, along[i]!)),
    skin: positions.map((point, i) => blade.skin(point, along[i]!)),
    triangles,
  };
}

function averageNormals(positions: Vec3[], triangles: number[]): Vec3[] {
  const sums: Vec3[] = positions.map(() => [0, 0, 0]);
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const;
    const [a, b, c] = corners.map((corner) => positions[corner]!) as [Vec3, Vec3, Vec3];
    const normal = cross(subtract(b, a), subtract(c, a));
    if (length(normal) < 1e-14) continue;
    for (const corner of corners) sums[corner] = add(sums[corner]!, normal);
  }
  return sums.map(normalize);
}

/** A smooth line through points (Catmull and Rom, 1974); t from 0 to 1 over all of them. */
export function through(points: readonly Vec3[]): (t: number) => Vec3 {
  const last = points.length - 1;
  return (t) => {
    const place = Math.min(last - 1e-9, Math.max(0, t * last));
    const i = Math.floor(place);
    const f = place - i;
    const p1 = points[i]!;
    const p2 = points[i + 1]!;
    const p0 = points[i - 1] ?? add(p1, subtract(p1, p2));
    const p3 = points[i + 2] ?? add(p2, subtract(p2, p1));
    const part = (c: 0 | 1 | 2): number =>
      0.5 *
      (2 * p1[c] +
        (p2[c] - p0[c]) * f +
        (2 * p0[c] - 5 * p1[c] + 4 * p2[c] - p3[c]) * f * f +
        (3 * p1[c] - p0[c] - 3 * p2[c] + p3[c]) * f * f * f);
    return [part(0), part(1), part(2)];
  };
}
