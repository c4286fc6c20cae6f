import type { Vec3 } from '../geometry/vector.ts';

/**
 * A place on the hair's dome: degrees round the head (0 = front, 90 = left ear), height in metres, and metres
 * outside the dome.
 */
export type DomePoint = readonly [angle: number, y: number, out: number];

/** One lock of hair from root to tip. */
export interface Lock {
  points: readonly DomePoint[];
  /** Half width in metres where it is widest. */
  halfWidth: number;
  /** How far it stands out where it is thickest, metres. */
  height: number;
}

const DOME_Y = 0.945;

/** Horizontal radius of the dome at a height: round above, straight and then drawn in below. */
function domeRadius(y: number): number {
  if (y > DOME_Y) return 0.169 * Math.sqrt(Math.max(0, 1 - ((y - DOME_Y) / 0.166) ** 2));
  const below = (DOME_Y - y) / 0.2;
  return 0.169 + 0.006 * below - 0.022 * below * below;
}

/** Where a dome point lies in the room. */
export function onDome([angle, y, out]: DomePoint): Vec3 {
  const radius = domeRadius(y) + out;
  const radians = (angle * Math.PI) / 180;
  return [radius * Math.sin(radians), y, radius * Math.cos(radians) - 0.012];
}

const lock = (halfWidth: number, height: number, ...points: DomePoint[]): Lock => ({
  halfWidth,
  height,
  points,
});

/** The fringe falls from a parting a little to the character's left. Every lock starts at the crown. */
export const FRINGE: readonly Lock[] = [
  lock(0.04, 0.015, [10, 1.104, -0.02], [0, 1.055, 0.002], [-8, 0.99, 0.002], [-15, 0.946, -0.005]),
  lock(0.038, 0.014, [-20, 1.104, -0.02], [-24, 1.05, 0.001], [-32, 0.985, 0.002], [-39, 0.938, -0.005]),
  lock(0.036, 0.014, [-50, 1.102, -0.02], [-46, 1.04, 0.001], [-54, 0.965, 0.003], [-62, 0.872, 0.0]),
  lock(0.036, 0.016, [20, 1.104, -0.02], [26, 1.055, 0.004], [25, 0.995, 0.006], [15, 0.951, -0.003]),
  lock(0.038, 0.014, [40, 1.104, -0.02], [46, 1.045, 0.001], [47, 0.98, 0.003], [40, 0.932, -0.005]),
  lock(0.036, 0.014, [66, 1.102, -0.02], [64, 1.035, 0.001], [64, 0.955, 0.003], [65, 0.862, 0.0]),
];

/** Left half of the sides and the back; the other half mirrors it. */
export const SIDES: readonly Lock[] = [
  lock(
    0.034,
    0.017,
    [70, 1.09, -0.02],
    [74, 1.0, 0.002],
    [72, 0.88, 0.008],
    [70, 0.81, 0.005],
    [62, 0.758, -0.012],
  ),
  lock(
    0.046,
    0.018,
    [86, 1.09, -0.02],
    [92, 1.0, 0.0],
    [92, 0.87, 0.01],
    [89, 0.79, 0.008],
    [82, 0.742, -0.006],
  ),
  lock(
    0.05,
    0.018,
    [112, 1.09, -0.02],
    [118, 1.0, 0.0],
    [119, 0.87, 0.009],
    [117, 0.79, 0.008],
    [112, 0.738, -0.006],
  ),
  lock(
    0.052,
    0.018,
    [142, 1.09, -0.02],
    [147, 1.0, 0.0],
    [148, 0.87, 0.01],
    [147, 0.79, 0.009],
    [142, 0.737, -0.006],
  ),
  lock(
    0.03,
    0.014,
    [160, 1.08, -0.016],
    [164, 1.0, 0.008],
    [165, 0.88, 0.018],
    [164, 0.82, 0.016],
    [160, 0.762, 0.004],
  ),
];

/** The middle of the back. */
export const NAPE: Lock = lock(
  0.05,
  0.02,
  [180, 1.09, -0.02],
  [179, 1.0, 0.001],
  [178, 0.87, 0.012],
  [179, 0.79, 0.01],
  [184, 0.73, -0.01],
);
