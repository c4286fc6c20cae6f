import { mix } from '../geometry/scalar.ts';
import { type Swatch, swatchUv } from '../texture/palette.ts';
import type { MouthShape } from './face-shape.ts';
import type { Sheet, Spot } from './layer.ts';
import { beside } from './line.ts';
import { MOUTH_Y } from './measures.ts';

const COLUMNS = 21;
const across = (column: number): number => Math.sin(Math.PI * (column / (COLUMNS - 1) - 0.5));

const closedLine = (mouth: MouthShape, t: number): number => mouth.smile * (t * t - 0.45);
const bulge = (mouth: MouthShape, t: number): number =>
  Math.sqrt(Math.max(0, 1 - Math.abs(t) ** mouth.roundness));
const top = (mouth: MouthShape, t: number): number => closedLine(mouth, t) + mouth.up * bulge(mouth, t);
const bottom = (mouth: MouthShape, t: number): number => closedLine(mouth, t) - mouth.down * bulge(mouth, t);

/** The mouth, back to front: inside, tongue, teeth, the drawn edge. Closed, only the edge has an area. */
export function mouthSheets(): Sheet[] {
  return [
    band('mouth', 0.0008, 6, bottom, top),
    band('tongue', 0.0013, 4, bottom, (mouth, t) =>
      Math.min(top(mouth, t), bottom(mouth, t) + mouth.tongue * Math.sqrt(Math.max(0, 1 - (t / 0.8) ** 2))),
    ),
    band(
      'teeth',
      0.0017,
      3,
      (mouth, t) =>
        Math.max(bottom(mouth, t), top(mouth, t) - mouth.teeth * Math.sqrt(Math.max(0, 1 - (t / 0.92) ** 4))),
      top,
    ),
    edge(top),
    edge(bottom),
  ];
}

type Curve = (mouth: MouthShape, t: number) => number;

function band(swatch: Swatch, lift: number, rows: number, low: Curve, high: Curve): Sheet {
  return {
    columns: COLUMNS,
    rows,
    bone: [['head', 1]],
    uv: () => swatchUv(swatch),
    spot: ({ mouth }, column, row) => {
      const t = across(column);
      const y = mix(low(mouth, t), high(mouth, t), row / (rows - 1));
      return { x: t * mouth.halfWidth, y: MOUTH_Y + y, lift };
    },
  };
}

function edge(curve: Curve): Sheet {
  const width = (t: number): number => 0.0025 * mix(0.5, 1, 1 - t * t);
  const point = (mouth: MouthShape, t: number): readonly [number, number] => [
    t * mouth.halfWidth * 1.03,
    MOUTH_Y + curve(mouth, Math.max(-1, Math.min(1, t))),
  ];
  return {
    columns: COLUMNS,
    rows: 2,
    bone: [['head', 1]],
    uv: () => swatchUv('lip'),
    spot: ({ mouth }, column, row): Spot => {
      const t = across(column);
      const before = point(mouth, Math.max(-1, t - 0.02));
      const after = point(mouth, Math.min(1, t + 0.02));
      return { ...beside(point(mouth, t), before, after, (row ? 0.5 : -0.5) * width(t)), lift: 0.0023 };
    },
  };
}
