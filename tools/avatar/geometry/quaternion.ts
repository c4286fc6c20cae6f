import { cross, dot, normalize, scale, subtract, type Vec3 } from './vector.ts';

/** A rotation as x, y, z, w. */
export type Quat = readonly [number, number, number, number];

export const NO_TURN: Quat = [0, 0, 0, 1];

/** First `b`, then `a`. */
export function multiply(a: Quat, b: Quat): Quat {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ];
}

export const invert = (q: Quat): Quat => [-q[0], -q[1], -q[2], q[3]];

/** Rotation by `degrees` about an axis of length 1. */
export function turn(axis: Vec3, degrees: number): Quat {
  const half = (degrees * Math.PI) / 360;
  const s = Math.sin(half);
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(half)];
}

/** Degrees about X (bow forward), then Z (lean to the right hand), then Y (turn to the left hand). */
export function euler(x: number, y: number, z: number): Quat {
  return multiply(turn([0, 1, 0], y), multiply(turn([0, 0, 1], z), turn([1, 0, 0], x)));
}

export function rotate(q: Quat, v: Vec3): Vec3 {
  const u: Vec3 = [q[0], q[1], q[2]];
  const t = scale(cross(u, v), 2);
  const c = cross(u, t);
  return [v[0] + q[3] * t[0] + c[0], v[1] + q[3] * t[1] + c[1], v[2] + q[3] * t[2] + c[2]];
}

export function normalizeQuat(q: Quat): Quat {
  const size = Math.hypot(...q) || 1;
  return [q[0] / size, q[1] / size, q[2] / size, q[3] / size];
}

/** The rotation that takes X to `x` and Y as near as can be to `y`. */
export function frame(x: Vec3, y: Vec3): Quat {
  const ax = normalize(x);
  const ay = normalize(subtract(y, scale(ax, dot(ax, y))));
  const az = cross(ax, ay);
  return fromColumns(ax, ay, az);
}

function fromColumns(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2];
  if (trace > 0) {
    const s = Math.sqrt(trace + 1) * 2;
    return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4];
  }
  if (x[0] > y[1] && x[0] > z[2]) {
    const s = Math.sqrt(1 + x[0] - y[1] - z[2]) * 2;
    return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s];
  }
  if (y[1] > z[2]) {
    const s = Math.sqrt(1 + y[1] - x[0] - z[2]) * 2;
    return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s];
  }
  const s = Math.sqrt(1 + z[2] - x[0] - y[1]) * 2;
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s];
}

/** The part of a rotation that turns about X. */
export function twistX(q: Quat): Quat {
  return normalizeQuat([q[0], 0, 0, q[3]]);
}
