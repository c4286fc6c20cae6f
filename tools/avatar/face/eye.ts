import { mix, smoothstep } from '../geometry/scalar.ts';
import { swatchUv } from '../texture/palette.ts';
import { EYE_HALF_WIDTH, EYE_LOWER, EYE_UPPER, EYE_X, EYE_Y, IRIS_RADIUS_X, IRIS_RADIUS_Y } from './measures.ts';
import type { EyeShape, FaceShape } from './face-shape.ts';
import type { Sheet } from './layer.ts';

/** Height of the line on which the lids meet, relative to the eye's middle, metres. */
const CLOSED_Y = -0.011;
const HEAD = [['head', 1]] as const;

/** Heights above the skin, metres: what is in front must cover what is behind even half way through a blink. */
const LIFT = { white: 0.0004, iris: 0.0011, lowerLid: 0.0026, lowerLash: 0.003, upperLid: 0.0036, crease: 0.0039, lash: 0.0043 };

export type Side = 'left' | 'right';
const sign = (side: Side): number => (side === 'left' ? 1 : -1);

const topArc = (t: number): number => EYE_UPPER * Math.sqrt(Math.max(0, 1 - Math.abs(t) ** 2.7));
const bottomArc = (t: number): number => -EYE_LOWER * Math.sqrt(Math.max(0, 1 - Math.abs(t) ** 2.5));

/** 0 over the eye's opening, 1 well outside it: there the lids sink into the skin. */
function outsideOpening(x: number, y: number): number {
  const height = y > 0 ? EYE_UPPER : EYE_LOWER;
  return smoothstep(1.14, 1.32, (Math.abs(x) ** 2.6 + (Math.abs(y) / height) ** 2.3) ** (1 / 2.4));
}

/** Edge of the upper lid at `o`: -1 at the nose, 1 at the temple. Relative to the eye's middle. */
function upperEdge(eye: EyeShape, o: number): number {
  const closed = CLOSED_Y + eye.arc * (1 - o * o);
  const inner = (1 - o) / 2;
  const slanted = eye.slant * (eye.slant > 0 ? inner : inner - 1) * (1 - o ** 4) * 1.5;
  return mix(topArc(o), closed, eye.upper) - slanted;
}

function lowerEdge(eye: EyeShape, o: number): number {
  return mix(bottomArc(o), CLOSED_Y + eye.arc * (1 - o * o), eye.lower);
}

/** Column number to -1..1, denser toward the corners where the lids curve most. */
const across = (column: number, columns: number): number => Math.sin(Math.PI * (column / (columns - 1) - 0.5));

/** White of the eye, iris, lids and lashes of one side, back to front. */
export function eyeSheets(side: Side): { eye: Sheet[]; skin: Sheet[]; paint: Sheet[] } {
  const s = sign(side);
  const shape = (face: FaceShape): EyeShape => face[side];
  const at = (x: number, y: number, lift: number): { x: number; y: number; lift: number } => ({
    x: s * EYE_X + x,
    y: EYE_Y + y,
    lift,
  });

  const white: Sheet = {
    columns: 13,
    rows: 9,
    bone: HEAD,
    spot: (_, column, row) => {
      const t = across(column, 13) * 1.06;
      const o = Math.max(-1, Math.min(1, t / 1.06));
      return at(t * EYE_HALF_WIDTH, mix(bottomArc(o), topArc(o), row / 8) * 1.06, LIFT.white);
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
      return at(x, 0.0015 + eye.gazeY + r * IRIS_RADIUS_Y * Math.sin(angle), LIFT.iris);
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
      const rim = (upper ? topArc(t) * 1.32 : bottomArc(t) * 1.26);
      const x = mix(t, t * 1.4, out);
      const y = mix(edge, rim, out);
      return at(x * EYE_HALF_WIDTH, y, mix(upper ? LIFT.upperLid : LIFT.lowerLid, -0.0008, outsideOpening(x, y)));
    },
  });

  return {
    eye: [white, iris],
    skin: [lid(true), lid(false)],
    paint: [upperLash(), lowerLash(), crease()],
  };

  /** A stroke along a curve of the face: `path` gives its middle for 0..1, `width` its full width there. */
  function stroke(
    columns: number,
    swatch: 'ink' | 'lidLine',
    lift: number,
    path: (eye: EyeShape, at: number) => readonly [number, number],
    width: (at: number) => readonly [below: number, above: number],
  ): Sheet {
    return {
      columns,
      rows: 2,
      bone: HEAD,
      uv: () => swatchUv(swatch),
      spot: (face, column, row) => {
        const eye = shape(face);
        const along = column / (columns - 1);
        const [x, y] = path(eye, along);
        const [x0, y0] = path(eye, along - 0.01);
        const [x1, y1] = path(eye, along + 0.01);
        const size = Math.hypot(x1 - x0, y1 - y0) || 1;
        const [below, above] = width(along);
        const offset = row ? above : -below;
        return at(x - ((y1 - y0) / size) * offset, y + ((x1 - x0) / size) * offset, lift);
      },
    };
  }

  function upperLash(): Sheet {
    return stroke(
      25,
      'ink',
      LIFT.lash,
      (eye, along) => {
        const t = mix(-1, 1, along);
        const o = t * s;
        const beyond = Math.max(0, o - 0.9);
        const held = Math.max(-1, Math.min(0.985, o * 0.985));
        return [
          s * (held * EYE_HALF_WIDTH + beyond * EYE_HALF_WIDTH * 0.9),
          upperEdge(eye, held) + beyond * EYE_HALF_WIDTH * 0.55,
        ];
      },
      (along) => {
        const o = mix(-1, 1, along) * s;
        const thick = mix(0.0022, 0.0062, smoothstep(-1, 0.5, o)) * smoothstep(1.02, 0.8, o);
        return [0.001 * smoothstep(1.02, 0.8, o), thick];
      },
    );
  }

  function lowerLash(): Sheet {
    return stroke(
      15,
      'ink',
      LIFT.lowerLash,
      (eye, along) => {
        const o = mix(s > 0 ? -0.5 : 0.98, s > 0 ? 0.98 : -0.5, along);
        return [s * o * EYE_HALF_WIDTH, lowerEdge(eye, o)];
      },
      (along) => {
        const out = s > 0 ? along : 1 - along;
        const w = 0.0012 * smoothstep(0, 0.75, out) * smoothstep(1.02, 0.9, out);
        return [w, w];
      },
    );
  }

  function crease(): Sheet {
    return stroke(
      11,
      'lidLine',
      LIFT.crease,
      (eye, along) => {
        const o = mix(-0.55, 0.8, s > 0 ? along : 1 - along);
        return [s * o * EYE_HALF_WIDTH * 1.04, mix(topArc(o), upperEdge(eye, o), 0.25) + 0.0105];
      },
      (along) => {
        const w = 0.0008 * Math.sin(Math.PI * Math.min(1, Math.max(0, along)));
        return [w, w];
      },
    );
  }
}
