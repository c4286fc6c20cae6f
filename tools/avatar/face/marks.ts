import { mix } from '../geometry/scalar.ts';
import { swatchUv } from '../texture/palette.ts';
import { type Side, sign } from './eye-lids.ts';
import type { Sheet } from './layer.ts';
import { EYE_X, EYE_Y } from './measures.ts';

/** Three short strokes on a cheek that appear with joy. */
export function flushSheets(side: Side): Sheet[] {
  const s = sign(side);
  return [-1, 0, 1].map((number) => ({
    columns: 5,
    rows: 2,
    bone: [['head', 1]],
    uv: () => swatchUv('flush'),
    spot: (face, column, row) => {
      const along = mix(-1, 1, column / 4);
      const width = 0.0011 * (1 - along * along * 0.8) * face.flush;
      const x = s * 0.086 + number * 0.0085 + along * 0.0028 * face.flush + (row ? -0.4 : 0.4) * width;
      const y = 0.825 + along * 0.0058 * face.flush + (row ? 1 : -1) * width;
      return { x, y, lift: mix(-0.004, 0.0012, face.flush) };
    },
  }));
}

/** A tear under the outer corner of an eye. */
export function tearSheet(side: Side): Sheet {
  const s = sign(side);
  const spokes = 17;
  return {
    columns: spokes,
    rows: 3,
    bone: [['head', 1]],
    uv: () => swatchUv('tear'),
    spot: (face, column, row) => {
      const angle = (-2 * Math.PI * column) / (spokes - 1);
      const r = (row / 2) * face.tear;
      const up = Math.sin(angle);
      const x = s * (EYE_X + 0.02) + r * 0.0052 * Math.cos(angle) * (1 - 0.55 * Math.max(0, up));
      return {
        x,
        y: EYE_Y - 0.033 + r * (up > 0 ? 0.0095 : 0.0055) * up,
        lift: mix(-0.004, 0.0058, face.tear),
      };
    },
  };
}
