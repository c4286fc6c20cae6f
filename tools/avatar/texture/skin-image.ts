import { fringeDistance } from '../body/hair.ts';
import { faceSurface, faceXy } from '../body/head.ts';
import { smoothstep } from '../geometry/scalar.ts';
import type { Sdf } from '../geometry/sdf.ts';
import { mixRgb, paint } from './image.ts';
import { type Rgb, rgb } from './palette.ts';

const LIT = { skin: rgb('#ffe3d0'), underHair: rgb('#f3bfa8'), blush: rgb('#ff9c8e'), nose: rgb('#eb9f88') };
const SHADED = {
  skin: rgb('#f2b9a2'),
  underHair: rgb('#e5a592'),
  blush: rgb('#ee8c82'),
  nose: rgb('#d88a78'),
};

/** From where the fringe throws its shadow on the face: above and in front. */
const TOWARD_LIGHT = [0.12, 0.72, 0.68] as const;

/** 1 where hair stands between the face and the light, 0 where it does not, soft at the edge. */
function hairShadow(hair: Sdf, x: number, y: number): number {
  if (y < 0.84 || Math.abs(x) > 0.155) return 0;
  const { point } = faceSurface(x, y);
  if (point[2] < 0) return 0;
  let nearest = 1;
  let reach = 0.004;
  while (reach < 0.07 && nearest > -0.0015) {
    const d = hair(
      point[0] + TOWARD_LIGHT[0] * reach,
      point[1] + TOWARD_LIGHT[1] * reach,
      point[2] + TOWARD_LIGHT[2] * reach,
    );
    nearest = Math.min(nearest, d);
    reach += Math.max(0.003, d * 0.8);
  }
  return smoothstep(0.0015, -0.0015, nearest);
}

/** The front of the head as the skin texture shows it: blush, tip of the nose, the shadow of the fringe. */
export function skinImages(): { lit: Uint8Array; shaded: Uint8Array } {
  const size = 256;
  const hair = fringeDistance();
  const shadows = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      shadows[row * size + column] = hairShadow(hair, ...faceXy((column + 0.5) / size, (row + 0.5) / size));
  const draw = (colours: typeof LIT): Uint8Array =>
    paint(size, size, (u, v) => {
      const [x, y] = faceXy(u, v);
      const cheek = Math.hypot((Math.abs(x) - 0.087) / 0.027, (y - 0.824) / 0.0145);
      let colour: Rgb = mixRgb(colours.skin, colours.blush, 0.6 * smoothstep(1.12, 0.15, cheek));
      const nose = Math.hypot(x / 0.0052, (y - 0.8595) / 0.0028);
      colour = mixRgb(colour, colours.nose, 0.8 * smoothstep(1.2, 0.5, nose));
      const index = Math.floor(v * size) * size + Math.floor(u * size);
      return mixRgb(colour, colours.underHair, shadows[index]!);
    });
  return { lit: draw(LIT), shaded: draw(SHADED) };
}
