/**
 * The same direction with length 1, so that a dot product is a similarity. Fewer `dimensions` are the first ones.
 * A vector that has no direction gets one like any other.
 *
 * @throws RangeError when a value is not a number
 */
export function unitVector(values: Float32Array, dimensions = values.length): Float32Array {
  const vector = values.slice(0, dimensions);
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!Number.isFinite(squares)) throw new RangeError('not a number');
  if (squares === 0) return vector.fill(1 / Math.sqrt(vector.length));
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}
