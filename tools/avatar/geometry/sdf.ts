import { clamp, mix } from './scalar.ts';
import { dot, normalize, subtract, type Vec3 } from './vector.ts';

/** Signed distance in metres: negative inside. Only roughly exact after blends; its zero surface is what counts. */
export type Sdf = (x: number, y: number, z: number) => number;

export function sphere(c: Vec3, radius: number): Sdf {
  return (x, y, z) => Math.hypot(x - c[0], y - c[1], z - c[2]) - radius;
}

/** Ellipsoid with a first-order distance (Quilez, "Ellipsoid distance"): good near the surface. */
export function ellipsoid(c: Vec3, r: Vec3): Sdf {
  return (x, y, z) => {
    const px = (x - c[0]) / r[0];
    const py = (y - c[1]) / r[1];
    const pz = (z - c[2]) / r[2];
    const k0 = Math.hypot(px, py, pz);
    const k1 = Math.hypot(px / r[0], py / r[1], pz / r[2]);
    return k1 > 0 ? (k0 * (k0 - 1)) / k1 : -Math.min(...r);
  };
}

/** A capsule whose radius goes from `ra` at `a` to `rb` at `b`. */
export function roundCone(a: Vec3, b: Vec3, ra: number, rb: number): Sdf {
  const axis = subtract(b, a);
  const square = dot(axis, axis);
  return (x, y, z) => {
    const px = x - a[0];
    const py = y - a[1];
    const pz = z - a[2];
    const t = square > 0 ? clamp((px * axis[0] + py * axis[1] + pz * axis[2]) / square) : 0;
    return Math.hypot(px - axis[0] * t, py - axis[1] * t, pz - axis[2] * t) - mix(ra, rb, t);
  };
}

/** A box with rounded edges; `half` are half sizes before rounding is taken off. */
export function roundBox(c: Vec3, half: Vec3, rounding: number): Sdf {
  return (x, y, z) => {
    const qx = Math.abs(x - c[0]) - half[0] + rounding;
    const qy = Math.abs(y - c[1]) - half[1] + rounding;
    const qz = Math.abs(z - c[2]) - half[2] + rounding;
    const outside = Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0));
    return outside + Math.min(Math.max(qx, qy, qz), 0) - rounding;
  };
}

/** The half space behind a plane through `point` whose outward normal is `normal`. */
export function halfSpace(point: Vec3, normal: Vec3): Sdf {
  const n = normalize(normal);
  const offset = dot(n, point);
  return (x, y, z) => x * n[0] + y * n[1] + z * n[2] - offset;
}

function smoothMin(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

/** Joins shapes; seams are filled over about `k` metres. */
export function blend(k: number, ...shapes: Sdf[]): Sdf {
  return (x, y, z) => {
    let d = Number.POSITIVE_INFINITY;
    for (const shape of shapes) {
      const other = shape(x, y, z);
      d = Number.isFinite(d) ? smoothMin(d, other, k) : other;
    }
    return d;
  };
}

/** What is in `a` and not in `b`, with an edge rounded over about `k` metres. */
export function carve(k: number, a: Sdf, b: Sdf): Sdf {
  return (x, y, z) => -smoothMin(-a(x, y, z), b(x, y, z), k);
}

/** What is in both shapes, with an edge rounded over about `k` metres. */
export function overlap(k: number, a: Sdf, b: Sdf): Sdf {
  return (x, y, z) => -smoothMin(-a(x, y, z), -b(x, y, z), k);
}

/** The shape grown (or, below zero, shrunk) by `amount` metres. */
export const inflate =
  (shape: Sdf, amount: number): Sdf =>
  (x, y, z) =>
    shape(x, y, z) - amount;

/** The left half of the shape on both sides. */
export const symmetric =
  (shape: Sdf): Sdf =>
  (x, y, z) =>
    shape(Math.abs(x), y, z);

/** The shape stretched along the axes about the origin: distances are scaled by the smallest factor, to stay safe. */
export function stretch(shape: Sdf, factor: Vec3): Sdf {
  const least = Math.min(...factor);
  return (x, y, z) => least * shape(x / factor[0], y / factor[1], z / factor[2]);
}

/** Unit gradient: the outward normal at a point on the surface. */
export function gradient(shape: Sdf, p: Vec3, step = 5e-4): Vec3 {
  const [x, y, z] = p;
  return normalize([
    shape(x + step, y, z) - shape(x - step, y, z),
    shape(x, y + step, z) - shape(x, y - step, z),
    shape(x, y, z + step) - shape(x, y, z - step),
  ]);
}

/** Moves a point along the gradient onto the surface. */
export function settle(shape: Sdf, p: Vec3, rounds = 3): Vec3 {
  const step = 5e-4;
  let [x, y, z] = p;
  for (let round = 0; round < rounds; round++) {
    const d = shape(x, y, z);
    const gx = (shape(x + step, y, z) - shape(x - step, y, z)) / (2 * step);
    const gy = (shape(x, y + step, z) - shape(x, y - step, z)) / (2 * step);
    const gz = (shape(x, y, z + step) - shape(x, y, z - step)) / (2 * step);
    const square = gx * gx + gy * gy + gz * gz;
    if (square < 1e-6) break;
    const move = clamp(d / square, -0.01, 0.01);
    x -= gx * move;
    y -= gy * move;
    z -= gz * move;
  }
  return [x, y, z];
}
