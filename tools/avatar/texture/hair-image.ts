import { smoothstep } from '../geometry/scalar.ts';
import { mixRgb, paint, ramp } from './image.ts';
import { type Rgb, rgb } from './palette.ts';

interface HairColours {
  root: Rgb;
  middle: Rgb;
  tip: Rgb;
  shine: Rgb;
}

const LIT: HairColours = {
  root: rgb('#2f8f94'),
  middle: rgb('#3fb0a8'),
  tip: rgb('#8fe3c4'),
  shine: rgb('#a9f0dc'),
};
const SHADED: HairColours = {
  root: rgb('#1f6673'),
  middle: rgb('#2a7f88'),
  tip: rgb('#5cb9a8'),
  shine: rgb('#3f9aa0'),
};

/** u: from the front round to the back; v: from the crown down to the tips (see `hairUv`). */
function hairAt(u: number, v: number, colours: HairColours): Rgb {
  const base = ramp(
    [
      [0, colours.root],
      [0.35, colours.middle],
      [0.62, colours.middle],
      [1, colours.tip],
    ],
    v,
  );
  const tooth = Math.sin(u * 74) * 0.5 + Math.sin(u * 47 + 1) * 0.5;
  const middle = 0.262 + 0.07 * u;
  const half = (0.018 + 0.011 * tooth) * smoothstep(0.62, 0.4, u) + 0.0001;
  const band = smoothstep(half + 0.006, half - 0.004, Math.abs(v - middle)) * smoothstep(0.6, 0.5, u);
  return mixRgb(base, colours.shine, band * 0.7);
}

/** The hair's colour with its band of shine. */
export function hairImages(): { lit: Uint8Array; shaded: Uint8Array } {
  const draw = (colours: HairColours): Uint8Array => paint(256, 256, (u, v) => hairAt(u, v, colours));
  return { lit: draw(LIT), shaded: draw(SHADED) };
}
