import { smoothstep } from '../geometry/scalar.ts';
import { mixRgb, paint, ramp } from './image.ts';
import { type Rgb, rgb } from './palette.ts';

interface HairColours {
  root: Rgb;
  middle: Rgb;
  tip: Rgb;
  shine: Rgb;
}

const LIT: HairColours = { root: rgb('#2f8f94'), middle: rgb('#3fb0a8'), tip: rgb('#8fe3c4'), shine: rgb('#a9f0dc') };
const SHADED: HairColours = { root: rgb('#1f6673'), middle: rgb('#2a7f88'), tip: rgb('#5cb9a8'), shine: rgb('#3f9aa0') };

/** u: from the front round to the back; v: from the crown down to the tips (see `hairUv`). */
function hairAt(u: number, v: number, colours: HairColours): Rgb {
  const base = ramp([[0, colours.root], [0.35, colours.middle], [0.62, colours.middle], [1, colours.tip]], v);
  const teeth = Math.abs(((u * 16) % 1) - 0.5) * 2;
  const high = 0.255 + 0.05 * u - 0.012 * teeth;
  const low = 0.305 + 0.05 * u + 0.035 * teeth;
  const band = smoothstep(high - 0.006, high + 0.006, v) * smoothstep(low + 0.008, low - 0.008, v);
  return mixRgb(base, colours.shine, band * 0.75 * smoothstep(1, 0.75, u));
}

/** The hair's colour with its band of shine. */
export function hairImages(): { lit: Uint8Array; shaded: Uint8Array } {
  const draw = (colours: HairColours): Uint8Array => paint(256, 256, (u, v) => hairAt(u, v, colours));
  return { lit: draw(LIT), shaded: draw(SHADED) };
}
