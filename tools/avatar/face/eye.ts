import { mix } from '../geometry/scalar.ts';
import {
  aboutEye,
  bottomArc,
  LIFT,
  lowerEdge,
  outsideOpening,
  type Side,
  sign,
  topArc,
  upperEdge,
} from './eye-lids.ts';
import type { EyeShape, FaceShape } from './face-shape.ts';
import type { Sheet } from './layer.ts';
import { EYE_HALF_WIDTH, IRIS_RADIUS_X, IRIS_RADIUS_Y } from './measures.ts';

const HEAD = [['head', 1]] as const;

/** Column number to -1..1, denser toward the corners where the lids curve most. */
const across = (column: number, columns: number): number =>
  Math.sin(Math.PI * (column / (columns - 1) - 0.5));

/** White of the eye and iris, and the lids over them. */
export function eyeSheets(side: Side): { eye: Sheet[]; lid: Sheet[] } {
  const s = sign(side);
  const shape = (face: FaceShape): EyeShape => face[side];
  const white: Sheet = {
    columns: 13,
    rows: 9,
    bone: HEAD,
    spot: (_, column, row) => {
      const t = across(column, 13) * 1.06;
      const o = Math.max(-1, Math.min(1, t / 1.06));
      return aboutEye(side, t * EYE_HALF_WIDTH, mix(bottomArc(o), topArc(o), row / 8) * 1.06, LIFT.white);
    },
    uv: (column, row) => [0.75 + 0.23 * across(column, 13), 0.98 - 0.96 * (row / 8)],
  };

  const spokes = 29;
  const iris: Sheet = {
    columns: spokes,
    rows: 5,
    bone: [[`${side}Eye`, 1]],
    spot: (face, column, row) => {
      const eye = shape(face);
      const angle = (-2 * Math.PI * column) / (spokes - 1);
      const r = (row / 4) * eye.iris;
      const x = -s * 0.001 + eye.gazeX + r * IRIS_RADIUS_X * Math.cos(angle);
      return aboutEye(side, x, 0.0015 + eye.gazeY + r * IRIS_RADIUS_Y * Math.sin(angle), LIFT.iris);
    },
    uv: (column, row) => {
      const angle = (-2 * Math.PI * column) / (spokes - 1);
      const r = (row / 4) * 0.485;
      return [(0.5 + r * Math.cos(angle)) / 2, 0.5 - r * Math.sin(angle)];
    },
  };

  const lidColumns = 19;
  const lidRows = 6;
  const lid = (upper: boolean): Sheet => ({
    columns: lidColumns,
    rows: lidRows,
    bone: HEAD,
    spot: (face, column, row) => {
      const t = across(column, lidColumns);
      const o = t * s;
      const out = upper ? row / (lidRows - 1) : 1 - row / (lidRows - 1);
      const edge = upper ? upperEdge(shape(face), o) : lowerEdge(shape(face), o);
      const rim = upper ? topArc(t) * 1.32 : bottomArc(t) * 1.26;
      const x = mix(t, t * 1.4, out);
      const y = mix(edge, rim, out);
      return aboutEye(
        side,
        x * EYE_HALF_WIDTH,
        y,
        mix(upper ? LIFT.upperLid : LIFT.lowerLid, -0.0008, outsideOpening(x, y)),
      );
    },
  });

  return { eye: [white, iris], lid: [lid(true), lid(false)] };
}
