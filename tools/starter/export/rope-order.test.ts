import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInterleavedRope } from './rope-order.ts';

const HEAD = 8;
const angle = (position: number, i: number) => position * 10_000 ** ((-2 * i) / HEAD);

/** Turns dimension i with dimension i + half. */
function rotateHalf(vector: readonly number[], position: number): number[] {
  const half = HEAD / 2;
  return vector.map((x, i) => {
    const turn = angle(position, i % half);
    return i < half
      ? x * Math.cos(turn) - vector[i + half]! * Math.sin(turn)
      : x * Math.cos(turn) + vector[i - half]! * Math.sin(turn);
  });
}

/** Turns neighbouring dimensions. */
function rotatePairs(vector: readonly number[], position: number): number[] {
  return vector.map((x, i) => {
    const turn = angle(position, Math.floor(i / 2));
    return i % 2 === 0
      ? x * Math.cos(turn) - vector[i + 1]! * Math.sin(turn)
      : x * Math.cos(turn) + vector[i - 1]! * Math.sin(turn);
  });
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
/** A matrix of one column times the number 1 is its only column. */
const head = (matrix: Float32Array, index: number) => [...matrix.subarray(index * HEAD, (index + 1) * HEAD)];

describe('reordering rows for llama.cpp', () => {
  it('leaves every attention score as it was', () => {
    const rows = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), {
      minLength: 2 * HEAD,
      maxLength: 2 * HEAD,
    });
    const position = fc.nat(1000);
    fc.assert(
      fc.property(rows, rows, position, position, (queryRows, keyRows, here, there) => {
        const query = Float32Array.from(queryRows);
        const key = Float32Array.from(keyRows);
        const newQuery = toInterleavedRope(query, 2, 1);
        const newKey = toInterleavedRope(key, 2, 1);
        for (const i of [0, 1]) {
          const before = dot(rotateHalf(head(query, i), here), rotateHalf(head(key, i), there));
          const after = dot(rotatePairs(head(newQuery, i), here), rotatePairs(head(newKey, i), there));
          expect(after).toBeCloseTo(before, 4);
        }
      }),
    );
  });

  it('moves whole rows', () => {
    const matrix = Float32Array.from({ length: HEAD * 3 }, (_, i) => i);
    expect([...toInterleavedRope(matrix, 1, 3)].slice(0, 6)).toEqual([0, 1, 2, 12, 13, 14]);
  });

  it('refuses a matrix that is not made of whole heads', () => {
    expect(() => toInterleavedRope(new Float32Array(9), 1, 1)).toThrow(RangeError);
  });
});
