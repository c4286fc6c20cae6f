import { type Sdf, settle } from './sdf.ts';
import type { Vec3 } from './vector.ts';

/** Triangles over shared points; `triangles` holds three indices each, counter-clockwise from outside. */
export interface TriangleSoup {
  points: Vec3[];
  triangles: number[];
}

export interface Bounds {
  low: Vec3;
  high: Vec3;
}

/**
 * Turns a distance field into triangles (naive surface nets: one point per cell that the surface crosses, one quad
 * per grid edge that it crosses), then settles the points on the surface.
 *
 * @param bounds box in metres; the surface must lie inside it
 * @param cell grid step in metres
 */
export function surfaceNets(shape: Sdf, bounds: Bounds, cell: number): TriangleSoup {
  const size = [0, 1, 2].map((axis) => Math.ceil((bounds.high[axis]! - bounds.low[axis]!) / cell) + 2);
  const [nx, ny, nz] = size as [number, number, number];
  const at = (i: number, j: number, k: number): number => (k * ny + j) * nx + i;
  const values = new Float32Array(nx * ny * nz);
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++)
        values[at(i, j, k)] = shape(
          bounds.low[0] + i * cell,
          bounds.low[1] + j * cell,
          bounds.low[2] + k * cell,
        );

  const points: Vec3[] = [];
  const cellPoint = new Int32Array(nx * ny * nz).fill(-1);
  for (let k = 0; k < nz - 1; k++)
    for (let j = 0; j < ny - 1; j++)
      for (let i = 0; i < nx - 1; i++) {
        const middle = crossingMiddle(values, at, i, j, k);
        if (!middle) continue;
        cellPoint[at(i, j, k)] = points.length;
        points.push(
          settle(shape, [
            bounds.low[0] + middle[0] * cell,
            bounds.low[1] + middle[1] * cell,
            bounds.low[2] + middle[2] * cell,
          ]),
        );
      }
  return { points, triangles: joinCells(values, cellPoint, at, [nx, ny, nz]) };
}

type Indexer = (i: number, j: number, k: number) => number;

function crossingMiddle(values: Float32Array, at: Indexer, i: number, j: number, k: number): Vec3 | null {
  let count = 0;
  const sum: [number, number, number] = [0, 0, 0];
  for (let corner = 0; corner < 8; corner++) {
    const start = [corner & 1, (corner >> 1) & 1, (corner >> 2) & 1] as const;
    for (let axis = 0; axis < 3; axis++) {
      if (start[axis]) continue;
      const a = values[at(i + start[0], j + start[1], k + start[2])]!;
      const end = [start[0], start[1], start[2]] as [number, number, number];
      end[axis] = 1;
      const b = values[at(i + end[0], j + end[1], k + end[2])]!;
      if (a < 0 === b < 0) continue;
      const t = a / (a - b);
      for (let c = 0; c < 3; c++) sum[c]! += start[c]! + (c === axis ? t : 0);
      count++;
    }
  }
  return count ? [i + sum[0] / count, j + sum[1] / count, k + sum[2] / count] : null;
}

function joinCells(values: Float32Array, cellPoint: Int32Array, at: Indexer, size: Vec3): number[] {
  const triangles: number[] = [];
  const quad = (a: number, b: number, c: number, d: number, flip: boolean): void => {
    if (flip) triangles.push(a, c, b, a, d, c);
    else triangles.push(a, b, c, a, c, d);
  };
  for (let k = 1; k < size[2] - 1; k++)
    for (let j = 1; j < size[1] - 1; j++)
      for (let i = 1; i < size[0] - 1; i++) {
        const here = values[at(i, j, k)]! < 0;
        const p = (di: number, dj: number, dk: number): number => cellPoint[at(i - di, j - dj, k - dk)]!;
        if (here !== values[at(i + 1, j, k)]! < 0)
          quad(p(0, 1, 1), p(0, 0, 1), p(0, 0, 0), p(0, 1, 0), !here);
        if (here !== values[at(i, j + 1, k)]! < 0)
          quad(p(1, 0, 1), p(1, 0, 0), p(0, 0, 0), p(0, 0, 1), !here);
        if (here !== values[at(i, j, k + 1)]! < 0)
          quad(p(1, 1, 0), p(0, 1, 0), p(0, 0, 0), p(1, 0, 0), !here);
      }
  return triangles;
}
