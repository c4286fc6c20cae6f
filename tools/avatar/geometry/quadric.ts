import { cross, dot, length, scale, subtract, type Vec3 } from './vector.ts';

/** Upper triangle of a symmetric 4 x 4 matrix: xx xy xz xw yy yz yw zz zw ww. */
export type Quadric = Float64Array;

/** Squared distance to the triangle's plane, weighted by its area. */
export function planeQuadric(a: Vec3, b: Vec3, c: Vec3): Quadric {
  const across = cross(subtract(b, a), subtract(c, a));
  const doubleArea = length(across);
  if (doubleArea < 1e-14) return new Float64Array(10);
  const [x, y, z] = scale(across, 1 / doubleArea);
  const w = -dot([x, y, z], a);
  return Float64Array.of(x * x, x * y, x * z, x * w, y * y, y * z, y * w, z * z, z * w, w * w).map(
    (v) => v * doubleArea,
  );
}

export function addQuadric(to: Quadric, from: Quadric): void {
  for (let i = 0; i < 10; i++) to[i]! += from[i]!;
}

/** The error of a point: weighted sum of squared distances to the planes. */
export function quadricError(q: Quadric, [x, y, z]: Vec3): number {
  return (
    q[0]! * x * x +
    q[4]! * y * y +
    q[7]! * z * z +
    q[9]! +
    2 * (q[1]! * x * y + q[2]! * x * z + q[3]! * x + q[5]! * y * z + q[6]! * y + q[8]! * z)
  );
}

/** The point with the least error, or null where the planes do not fix one. */
export function bestPoint(q: Quadric): Vec3 | null {
  const [a, b, c, d, e, f, g, h, i] = q as unknown as number[];
  const rows: [Vec3, Vec3, Vec3] = [
    [a!, b!, c!],
    [b!, e!, f!],
    [c!, f!, h!],
  ];
  const det = dot(rows[0], cross(rows[1], rows[2]));
  const size = Math.abs(a! + e! + h!);
  if (Math.abs(det) < 1e-3 * size ** 3) return null;
  const right: Vec3 = [-d!, -g!, -i!];
  // Cramer's rule; the matrix is symmetric, so rows serve as columns.
  return [
    dot(right, cross(rows[1], rows[2])) / det,
    dot(rows[0], cross(right, rows[2])) / det,
    dot(rows[0], cross(rows[1], right)) / det,
  ];
}
