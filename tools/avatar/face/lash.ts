import { mix, smoothstep } from '../geometry/scalar.ts';
import { swatchUv } from '../texture/palette.ts';
import { aboutEye, LIFT, lowerEdge, type Side, sign, topArc, upperEdge } from './eye-lids.ts';
import type { EyeShape } from './face-shape.ts';
import type { Sheet } from './layer.ts';
import { beside } from './line.ts';
import { EYE_HALF_WIDTH } from './measures.ts';

/** The lines drawn about one eye: lashes along both lids and the crease above. */
export const lashSheets = (side: Side): Sheet[] => [upperLash(side), lowerLash(side), crease(side)];

/** A stroke along a curve of the face: `path` gives its middle for 0..1, `width` its full width there. */
function stroke(
  side: Side,
  columns: number,
  swatch: 'ink' | 'lidLine',
  lift: number,
  path: (eye: EyeShape, at: number) => readonly [number, number],
  width: (at: number) => readonly [below: number, above: number],
): Sheet {
  return {
    columns,
    rows: 2,
    bone: [['head', 1]],
    uv: () => swatchUv(swatch),
    spot: (face, column, row) => {
      const eye = face[side];
      const along = column / (columns - 1);
      const [below, above] = width(along);
      const { x, y } = beside(
        path(eye, along),
        path(eye, along - 0.01),
        path(eye, along + 0.01),
        row ? above : -below,
      );
      return aboutEye(side, x, y, lift);
    },
  };
}

function upperLash(side: Side): Sheet {
  const s = sign(side);
  return stroke(
    side,
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

function lowerLash(side: Side): Sheet {
  const s = sign(side);
  return stroke(
    side,
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

function crease(side: Side): Sheet {
  const s = sign(side);
  return stroke(
    side,
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
