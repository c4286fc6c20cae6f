import type { Uv } from '../geometry/mesh.ts';

export type Rgb = readonly [number, number, number];

/** `#rrggbb` as three numbers from 0 to 255. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Flat colours: the lit one and the one in shade. Clothes, leaves and everything drawn on the face use them. */
export const SWATCHES = {
  hoodie: ['#ffc04d', '#e8913a'],
  hoodieFold: ['#ffc04d', '#e8913a'],
  hoodieTrim: ['#fff1d6', '#e3bd96'],
  pocket: ['#ffb63a', '#df8632'],
  shorts: ['#46547f', '#323a61'],
  sock: ['#fff6e6', '#d9bfae'],
  boot: ['#ef6f5b', '#bb4650'],
  bootCuff: ['#d8524f', '#a23a48'],
  sole: ['#fff1d6', '#d8b096'],
  leaf: ['#8fd85a', '#4fae5c'],
  stem: ['#6cc157', '#3f9656'],
  emblem: ['#ffffff', '#f3dcc4'],
  emblemLeaf: ['#5fbf57', '#3d9a55'],
  string: ['#fff6e6', '#dcbfa2'],
  ink: ['#43283a', '#43283a'],
  brow: ['#2c6470', '#2c6470'],
  lip: ['#8e3d45', '#8e3d45'],
  mouth: ['#93303f', '#93303f'],
  tongue: ['#f2807c', '#f2807c'],
  teeth: ['#fffaf2', '#fffaf2'],
  flush: ['#f5857a', '#f5857a'],
  tear: ['#bfe9ff', '#bfe9ff'],
  shine: ['#ffffff', '#ffffff'],
  lidLine: ['#c4766a', '#c4766a'],
} as const satisfies Record<string, readonly [string, string]>;

export type Swatch = keyof typeof SWATCHES;

const COLUMNS = 8;
const NAMES = Object.keys(SWATCHES) as Swatch[];

/** Texture coordinates of the middle of a colour's field. */
export function swatchUv(name: Swatch): Uv {
  const index = NAMES.indexOf(name);
  return [((index % COLUMNS) + 0.5) / COLUMNS, (Math.floor(index / COLUMNS) + 0.5) / COLUMNS];
}

/** Between two colours that stand side by side in the palette; t from 0 to 1. */
export function betweenSwatches(first: Swatch, second: Swatch, t: number): Uv {
  const [a, b] = [swatchUv(first), swatchUv(second)];
  if (a[1] !== b[1] || Math.abs(a[0] - b[0]) > 1.01 / COLUMNS)
    throw new Error(`${first} and ${second} are not neighbours`);
  return [a[0] + (b[0] - a[0]) * t, a[1]];
}

/** How wide the outline is at a place of the palette texture, 0..1: it fades where cloth folds into itself. */
export function outlineAt(u: number, v: number): Rgb {
  const fold = swatchUv('hoodieFold');
  const [du, dv] = [Math.abs(u - fold[0]) * COLUMNS, Math.abs(v - fold[1]) * COLUMNS];
  const width = dv < 0.5 ? Math.min(1, du) * 255 : 255;
  return [width, width, width];
}

/** Colour of the palette texture at (u, v), each 0..1, v from the top. */
export function paletteAt(u: number, v: number, shaded: boolean): Rgb {
  const name = NAMES[Math.floor(v * COLUMNS) * COLUMNS + Math.floor(u * COLUMNS)];
  return name ? rgb(SWATCHES[name][shaded ? 1 : 0]) : [255, 255, 255];
}
