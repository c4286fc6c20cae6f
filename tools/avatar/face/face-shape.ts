/** How one eye is held. Lengths are in metres on the face; ratios are from 0 to 1. */
export interface EyeShape {
  /** How far the upper lid has come down to the line where the closed eye lies. */
  upper: number;
  /** How far the lower lid has come up to it. */
  lower: number;
  /** Middle of the closed eye above (+, a laughing eye) or below (-, a sleeping eye) its corners. */
  arc: number;
  /** Upper lid lowered at the nose (+, cross) or at the temple (-, sad), metres at the corner. */
  slant: number;
  /** Iris size, 1 = as usual. */
  iris: number;
  /** Gaze offset of the iris, metres: +x to the character's left, +y up. */
  gazeX: number;
  gazeY: number;
}

/** One eyebrow. */
export interface BrowShape {
  raise: number;
  /** The inner end lowered (+, cross) or raised (-, sad), metres. */
  slant: number;
  arch: number;
}

/** The mouth, symmetric about the middle of the face. */
export interface MouthShape {
  halfWidth: number;
  /** Corners above (+) or below (-) the middle of the closed line, metres. */
  smile: number;
  /** How far the upper edge rises and the lower edge drops in the middle, metres. */
  up: number;
  down: number;
  /** 2 = an ellipse, more = flatter in the middle. */
  roundness: number;
  /** Height of the teeth that show under the upper edge, of the tongue above the lower one. */
  teeth: number;
  tongue: number;
}

export interface FaceShape {
  left: EyeShape;
  right: EyeShape;
  brow: BrowShape;
  mouth: MouthShape;
  /** Drawn marks that grow out of nothing, 0..1. */
  flush: number;
  tear: number;
}

export const REST_EYE: EyeShape = { upper: 0, lower: 0, arc: -0.007, slant: 0, iris: 1, gazeX: 0, gazeY: 0 };

export const REST_FACE: FaceShape = {
  left: REST_EYE,
  right: REST_EYE,
  brow: { raise: 0, slant: 0, arch: 0.0055 },
  mouth: { halfWidth: 0.0165, smile: 0.0055, up: 0, down: 0, roundness: 2, teeth: 0, tongue: 0 },
  flush: 0,
  tear: 0,
};

/** What differs from the resting face. `eyes` counts for both eyes. */
export interface FaceChange {
  eyes?: Partial<EyeShape>;
  left?: Partial<EyeShape>;
  right?: Partial<EyeShape>;
  brow?: Partial<BrowShape>;
  mouth?: Partial<MouthShape>;
  flush?: number;
  tear?: number;
}

/** The resting face with a change made to it. */
export function changed(change: FaceChange): FaceShape {
  return {
    left: { ...REST_FACE.left, ...change.eyes, ...change.left },
    right: { ...REST_FACE.right, ...change.eyes, ...change.right },
    brow: { ...REST_FACE.brow, ...change.brow },
    mouth: { ...REST_FACE.mouth, ...change.mouth },
    flush: change.flush ?? 0,
    tear: change.tear ?? 0,
  };
}
