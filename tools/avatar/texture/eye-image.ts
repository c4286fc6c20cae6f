import { clamp, smoothstep } from '../geometry/scalar.ts';
import { mixRgb, paint, ramp } from './image.ts';
import { type Rgb, rgb } from './palette.ts';

const DEEP = rgb('#5a2a2e');
const IRIS: ReadonlyArray<readonly [number, Rgb]> = [
  [0, rgb('#6b3026')],
  [0.35, rgb('#a9501f')],
  [0.68, rgb('#f0962e')],
  [1, rgb('#ffdb6b')],
];
const WHITE = rgb('#ffffff');
const WHITE_SHADE = rgb('#cfd3ea');

/** Soft cover of an ellipse at (x, y): 1 inside, 0 outside. */
function spot(x: number, y: number, cx: number, cy: number, rx: number, ry: number, soft = 0.03): number {
  return smoothstep(1 + soft / rx, 1 - soft / rx, Math.hypot((x - cx) / rx, (y - cy) / ry));
}

function irisAt(x: number, y: number): Rgb {
  const r = Math.hypot(x, y);
  const angle = Math.atan2(y, x);
  const rays = 0.05 * Math.sin(angle * 22) * smoothstep(0.25, 0.7, r);
  let colour = ramp(IRIS, clamp(0.5 + y * 0.52 + rays));
  const glow = spot(x, y, 0, 0.62, 0.55, 0.26, 0.3);
  colour = mixRgb(colour, rgb('#fff0a8'), glow * 0.75);
  colour = mixRgb(colour, DEEP, smoothstep(0.8, 0.96, r));
  colour = mixRgb(colour, rgb('#3c1a28'), spot(x, y, 0, 0.02, 0.4, 0.42, 0.05) * 0.94);
  colour = mixRgb(colour, rgb('#4a2030'), smoothstep(-0.2, -0.95, y) * 0.75);
  colour = mixRgb(colour, WHITE, spot(x, y, -0.34, -0.4, 0.27, 0.24));
  colour = mixRgb(colour, WHITE, spot(x, y, 0.36, 0.44, 0.13, 0.11));
  return mixRgb(colour, rgb('#ffe9c9'), spot(x, y, 0.42, -0.22, 0.08, 0.08) * 0.9);
}

function whiteAt(v: number): Rgb {
  return mixRgb(WHITE_SHADE, WHITE, smoothstep(0.08, 0.42, v));
}

/** Left half: the iris, a disc that fills it. Right half: the white of the eye with the upper lid's shadow. */
export function eyeImage(): Uint8Array {
  return paint(512, 256, (u, v) => (u < 0.5 ? irisAt((u * 2 - 0.5) * 2, (v - 0.5) * 2) : whiteAt(v)));
}
