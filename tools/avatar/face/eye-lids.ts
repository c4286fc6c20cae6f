import { mix, smoothstep } from '../geometry/scalar.ts';
import type { EyeShape } from './face-shape.ts';
import type { Spot } from './layer.ts';
import { EYE_LOWER, EYE_UPPER, EYE_X, EYE_Y } from './measures.ts';

export type Side = 'left' | 'right';

/** Height of the line on which the lids meet, relative to the eye's middle, metres. */
const CLOSED_Y = -0.011;

/** Heights above the skin, metres: what is in front must cover what is behind even half way through a blink. */
export const LIFT = {
  white: 0.0004,
  iris: 0.0011,
  lowerLid: 0.0026,
  lowerLash: 0.003,
  upperLid: 0.0036,
  crease: 0.0039,
  lash: 0.0043,
};

/** 1 for the left eye, -1 for the right one. */
export const sign = (side: Side): number => (side === 'left' ? 1 : -1);

/** A spot relative to the middle of one eye. */
export const aboutEye = (side: Side, x: number, y: number, lift: number): Spot => ({
  x: sign(side) * EYE_X + x,
  y: EYE_Y + y,
  lift,
});

/** Upper edge of the wide open eye at t, -1..1 across. */
export const topArc = (t: number): number => EYE_UPPER * Math.sqrt(Math.max(0, 1 - Math.abs(t) ** 2.7));
/** Lower edge of the wide open eye. */
export const bottomArc = (t: number): number => -EYE_LOWER * Math.sqrt(Math.max(0, 1 - Math.abs(t) ** 2.5));

/** 0 over the eye's opening, 1 well outside it: there the lids sink into the skin. */
export function outsideOpening(x: number, y: number): number {
  const height = y > 0 ? EYE_UPPER : EYE_LOWER;
  return smoothstep(1.14, 1.32, (Math.abs(x) ** 2.6 + (Math.abs(y) / height) ** 2.3) ** (1 / 2.4));
}

/** Edge of the upper lid at `o`: -1 at the nose, 1 at the temple. Relative to the eye's middle. */
export function upperEdge(eye: EyeShape, o: number): number {
  const closed = CLOSED_Y + eye.arc * (1 - o * o);
  const inner = (1 - o) / 2;
  const slanted = eye.slant * (eye.slant > 0 ? inner : inner - 1) * (1 - o ** 4) * 1.5;
  return mix(topArc(o), closed, eye.upper) - slanted;
}

/** Edge of the lower lid at `o`. */
export function lowerEdge(eye: EyeShape, o: number): number {
  return mix(bottomArc(o), CLOSED_Y + eye.arc * (1 - o * o), eye.lower);
}
