/**
 * Reorders the rows of a query or key matrix from the rotate-half convention (dimension i turns with i + half) to the
 * one of llama.cpp's `llama` graph (neighbouring dimensions turn together). Scores stay the same, because queries and
 * keys are reordered alike. Source: llama.cpp, convert_hf_to_gguf.py, `LlamaModel.permute`.
 *
 * @param values row-major matrix with `heads` times head-size rows
 */
export function toInterleavedRope(values: Float32Array, heads: number, columns: number): Float32Array {
  const headSize = values.length / columns / heads;
  if (!Number.isInteger(headSize) || headSize % 2 !== 0) {
    throw new RangeError(
      `${values.length} values are not ${heads} heads of an even size with ${columns} columns`,
    );
  }
  const half = headSize / 2;
  const reordered = new Float32Array(values.length);
  for (let head = 0; head < heads; head++) {
    for (let i = 0; i < headSize; i++) {
      const from = (head * headSize + i) * columns;
      const to = (head * headSize + (i < half ? 2 * i : 2 * (i - half) + 1)) * columns;
      reordered.set(values.subarray(from, from + columns), to);
    }
  }
  return reordered;
}
