import { PNG } from 'pngjs';
import { clamp, mix } from '../geometry/scalar.ts';
import type { Rgb } from './palette.ts';

/** Paints an opaque image: `colour` is asked for every pixel's middle, u and v from 0 to 1, v from the top. */
export function paint(width: number, height: number, colour: (u: number, v: number) => Rgb): Uint8Array {
  const png = new PNG({ width, height, colorType: 2 });
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = colour((x + 0.5) / width, (y + 0.5) / height);
      for (let c = 0; c < 3; c++) png.data[(y * width + x) * 4 + c] = Math.round(clamp(value[c]!, 0, 255));
      png.data[(y * width + x) * 4 + 3] = 255;
    }
  return new Uint8Array(PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, deflateLevel: 9 }));
}

/** Blend of two colours. */
export function mixRgb(a: Rgb, b: Rgb, t: number): Rgb {
  return [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];
}

/** Colours at rising positions, blended between. */
export function ramp(stops: ReadonlyArray<readonly [number, Rgb]>, at: number): Rgb {
  for (let i = 1; i < stops.length; i++) {
    const [from, a] = stops[i - 1]!;
    const [to, b] = stops[i]!;
    if (at <= to) return mixRgb(a, b, clamp((at - from) / (to - from)));
  }
  return stops[stops.length - 1]![1];
}
