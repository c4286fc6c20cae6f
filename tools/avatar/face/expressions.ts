import type { FaceChange } from './face-shape.ts';

/** Morph targets of the face, by name. The mouths of the feelings are closed or nearly so: visemes add to them. */
export const FACE_CHANGES = {
  aa: {
    mouth: {
      halfWidth: 0.02,
      smile: 0.002,
      up: 0.006,
      down: 0.029,
      roundness: 2.3,
      teeth: 0.005,
      tongue: 0.014,
    },
  },
  ih: {
    mouth: {
      halfWidth: 0.0215,
      smile: 0.004,
      up: 0.004,
      down: 0.0105,
      roundness: 2.6,
      teeth: 0.0045,
      tongue: 0.004,
    },
  },
  ou: {
    mouth: { halfWidth: 0.0075, smile: 0, up: 0.0065, down: 0.0075, roundness: 2, teeth: 0, tongue: 0.002 },
  },
  ee: {
    mouth: {
      halfWidth: 0.0265,
      smile: 0.0055,
      up: 0.002,
      down: 0.0095,
      roundness: 3.2,
      teeth: 0.006,
      tongue: 0.002,
    },
  },
  oh: {
    mouth: {
      halfWidth: 0.0125,
      smile: 0,
      up: 0.008,
      down: 0.0185,
      roundness: 2,
      teeth: 0.001,
      tongue: 0.007,
    },
  },
  blinkLeft: { left: { upper: 1, lower: 1 } },
  blinkRight: { right: { upper: 1, lower: 1 } },
  happy: {
    eyes: { lower: 0.36, arc: 0.012 },
    brow: { raise: 0.006, arch: 0.008 },
    mouth: { halfWidth: 0.0245, smile: 0.0115, up: 0.0, down: 0.0095, roundness: 2.4, teeth: 0.004 },
    flush: 1,
  },
  angry: {
    eyes: { upper: 0.1, slant: 0.013, iris: 0.94 },
    brow: { raise: -0.004, slant: 0.0105, arch: 0.001 },
    mouth: { halfWidth: 0.0145, smile: -0.006 },
  },
  sad: {
    eyes: { upper: 0.16, slant: -0.01, gazeY: -0.002, iris: 1.04 },
    brow: { raise: 0.002, slant: -0.0115, arch: 0.003 },
    mouth: { halfWidth: 0.0125, smile: -0.005 },
    tear: 1,
  },
  relaxed: {
    eyes: { upper: 0.42, lower: 0.1 },
    brow: { raise: 0.002, slant: -0.003, arch: 0.007 },
    mouth: { halfWidth: 0.0195, smile: 0.0085 },
  },
  surprised: {
    eyes: { upper: -0.1, lower: -0.06, iris: 0.76 },
    brow: { raise: 0.013, arch: 0.01 },
    mouth: { halfWidth: 0.0085, smile: 0, up: 0.005, down: 0.0125, roundness: 2, tongue: 0.004 },
  },
  laughing: {
    eyes: { upper: 1, lower: 1, arc: 0.017 },
    brow: { raise: 0.009, arch: 0.009 },
    mouth: {
      halfWidth: 0.026,
      smile: 0.01,
      up: 0.001,
      down: 0.021,
      roundness: 2.3,
      teeth: 0.005,
      tongue: 0.01,
    },
    flush: 1,
  },
  lookUp: { eyes: { gazeY: 0.009 } },
  lookDown: { eyes: { gazeY: -0.009 } },
  lookLeft: { eyes: { gazeX: 0.0085 } },
  lookRight: { eyes: { gazeX: -0.0085 } },
} as const satisfies Record<string, FaceChange>;

export type MorphName = keyof typeof FACE_CHANGES;

/** Morph targets in the order in which they stand in the file. */
export const MORPH_NAMES = Object.keys(FACE_CHANGES) as MorphName[];
