import { mix, smoothstep } from '../geometry/scalar.ts';
import { swatchUv } from '../texture/palette.ts';
import { type Side, sign } from './eye-lids.ts';
import type { Sheet } from './layer.ts';
import { BROW_Y, EYE_X } from './measures.ts';

const HALF_LENGTH = 0.0235;
const COLUMNS = 13;

/** One eyebrow: thick at the nose, running out toward the temple. */
export function browSheet(side: Side): Sheet {
  const s = sign(side);
  return {
    columns: COLUMNS,
    rows: 2,
    bone: [['head', 1]],
    uv: () => swatchUv('brow'),
    spot: (face, column, row) => {
      const t = mix(-1, 1, column / (COLUMNS - 1));
      const o = t * s;
      const { raise, slant, arch } = face.brow;
      const middle = BROW_Y + raise + arch * (1 - o * o) + slant * (o < 0 ? o : o * 0.55) - 0.002 * o;
      const width = 0.0068 * smoothstep(-1.04, -0.8, o) * mix(1, 0.22, smoothstep(-0.4, 1, o));
      return {
        x: s * (EYE_X + 0.002) + t * HALF_LENGTH,
        y: middle + (row ? width / 2 : -width / 2),
        lift: 0.0035,
      };
    },
  };
}
