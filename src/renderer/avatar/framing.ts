/** Heights and half-widths of a character in metres, measured in its relaxed pose; y = 0 is the floor. */
export interface BodyMeasures {
  headTopY: number;
  /** About the chin: halfway between the joints of neck and head. */
  headBottomY: number;
  /** Largest distance of the head (hair, hat, ears) from the middle. */
  headHalfWidth: number;
  /** From the middle to the outside of the upper arms. */
  bodyHalfWidth: number;
  hipsY: number;
  /** How far the body reaches towards the viewer. */
  frontZ: number;
}

export type Framing = 'bust' | 'full' | 'auto';

/** Free margins around the character, in CSS pixels: a chat panel, a caption, a title bar. */
export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface CameraPlacement {
  targetY: number;
  /** From the character's axis to the camera, metres. */
  distance: number;
}

/** Space over the head, as a share of the head's height: room for a nod and a bounce. */
const HEADROOM = 0.15;
const SIDE_MARGIN = 1.18;

/**
 * Where the camera stands so that the chosen part of the body fills the free area, with the whole head always
 * inside it.
 *
 * @param aspect width / height of the free area
 * @param fovDeg vertical field of view of the free area
 */
export function placeCamera(
  body: BodyMeasures,
  framing: Framing,
  aspect: number,
  fovDeg: number,
): CameraPlacement {
  const headHeight = body.headTopY - body.headBottomY;
  const top = body.headTopY + headHeight * HEADROOM;
  const bottom = bottomOf(body, framing, aspect);
  const tangent = Math.tan((fovDeg * Math.PI) / 360);
  const halfHeight = (top - bottom) / 2;
  const halfWidth = Math.max(body.headHalfWidth, body.bodyHalfWidth) * SIDE_MARGIN;
  const distance = Math.max(halfHeight, halfWidth / aspect) / tangent + Math.max(body.frontZ, 0);
  // Where the width decides, more height is seen than asked for: keep the head near the top, show more body.
  const seenHalfHeight = (distance - Math.max(body.frontZ, 0)) * tangent;
  const targetY = framing === 'full' ? (top + bottom) / 2 : top - seenHalfHeight;
  return { targetY, distance };
}

function bottomOf(body: BodyMeasures, framing: Framing, aspect: number): number {
  const feet = -0.03 * body.headTopY;
  if (framing === 'full') return feet;
  const chest = body.hipsY + (body.headBottomY - body.hipsY) * 0.22;
  if (framing === 'bust') return chest;
  const thigh = body.hipsY * 0.72;
  // Wide areas show a bust; the narrower the area, the more of the body joins the picture.
  const narrowness = Math.min(Math.max((1.2 - aspect) / 0.65, 0), 1);
  return chest + (thigh - chest) * narrowness;
}
