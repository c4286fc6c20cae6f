import { describe, expect, it } from 'vitest';
import { loft } from './loft.ts';
import { type Mesh, mirrorMesh, sculpt } from './mesh.ts';
import { blend, sphere } from './sdf.ts';
import { influences } from './skin-weights.ts';
import { cross, dot, length, subtract } from './vector.ts';

/** How often each edge is used, by direction; a closed, well-turned surface uses every edge once each way. */
function openEdges(triangles: number[]): number {
  const edges = new Set<string>();
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) edges.add(`${triangles[t + c]} ${triangles[t + ((c + 1) % 3)]}`);
  return [...edges].filter((edge) => !edges.has(edge.split(' ').reverse().join(' '))).length;
}

/** The volume that the triangles enclose; negative when they are inside out. */
function volume({ positions, triangles }: Mesh): number {
  let sum = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((i) => positions[triangles[t + i]!]!);
    sum += dot(a!, cross(b!, c!)) / 6;
  }
  return sum;
}

const ball = sculpt({
  shape: sphere([0.1, 0, 0], 0.05),
  bounds: { low: [0.03, -0.07, -0.07], high: [0.17, 0.07, 0.07] },
  cell: 0.006,
  triangles: 400,
  uv: () => [0, 0],
  skin: () => [['leftHand', 1]],
});

describe('sculpt', () => {
  it('keeps a simplified ball closed, outside out, round and within its triangles', () => {
    expect(ball.triangles.length / 3).toBeLessThanOrEqual(400);
    expect(openEdges(ball.triangles)).toBe(0);
    for (const point of ball.positions) expect(length(subtract(point, [0.1, 0, 0]))).toBeCloseTo(0.05, 4);
    const wanted = (4 / 3) * Math.PI * 0.05 ** 3;
    expect(volume(ball) / wanted).toBeGreaterThan(0.95);
    expect(volume(ball) / wanted).toBeLessThan(1);
  });

  it('has normals that look outward', () => {
    ball.positions.forEach((point, i) => {
      expect(dot(ball.normals[i]!, subtract(point, [0.1, 0, 0]))).toBeGreaterThan(0.049);
    });
  });
});

describe('mirrorMesh', () => {
  it('gives the other hand, still outside out', () => {
    const other = mirrorMesh(ball);
    expect(other.skin[0]).toEqual([['rightHand', 1]]);
    expect(volume(other)).toBeCloseTo(volume(ball), 9);
  });
});

describe('loft', () => {
  it('makes a closed blade, outside out', () => {
    const blade = loft({
      path: (t) => [0, 0.2 * t, 0],
      outward: () => [0, 0, 1],
      halfWidth: (t) => 0.02 * Math.sin(Math.PI * t),
      outside: (t) => 0.01 * Math.sin(Math.PI * t),
      inside: (t) => 0.005 * Math.sin(Math.PI * t),
      rings: 8,
      sides: 8,
      uv: () => [0, 0],
      skin: () => [['head', 1]],
    });
    expect(openEdges(blade.triangles)).toBe(0);
    expect(volume(blade)).toBeGreaterThan(0);
  });
});

describe('blend', () => {
  it('fills the seam between two balls and leaves their far sides alone', () => {
    const apart = [sphere([-0.05, 0, 0], 0.05), sphere([0.05, 0, 0], 0.05)] as const;
    const joined = blend(0.03, ...apart);
    expect(joined(0, 0.005, 0)).toBeLessThan(Math.min(apart[0](0, 0.005, 0), apart[1](0, 0.005, 0)));
    expect(joined(0.1, 0, 0)).toBeCloseTo(0, 9);
  });
});

describe('influences', () => {
  it('merges bones, keeps the four strongest and sums to 1', () => {
    const list = influences(['a', 0.2], ['b', 0.3], ['a', 0.2], ['c', 0.1], ['d', 0.1], ['e', 0.05]);
    expect(list.map(([bone]) => bone)).toEqual(['a', 'b', 'c', 'd']);
    expect(list.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
