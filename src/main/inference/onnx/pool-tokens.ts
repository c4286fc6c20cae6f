import type { Pooling } from './onnx-folder.ts';

/**
 * One vector for a whole text from one for each of its tokens.
 * @param tokens row by row, `width` numbers for each token
 */
export function poolTokens(tokens: ArrayLike<number>, width: number, pooling: Pooling): Float32Array {
  const count = tokens.length / width;
  if (pooling === 'cls') return row(tokens, width, 0);
  if (pooling === 'last') return row(tokens, width, count - 1);
  const pooled = row(tokens, width, 0);
  for (let token = 1; token < count; token++) {
    for (let at = 0; at < width; at++) {
      const [so, far] = [pooled[at] ?? 0, tokens[token * width + at] ?? 0];
      pooled[at] = pooling === 'max' ? Math.max(so, far) : so + far;
    }
  }
  return pooling === 'max' ? pooled : pooled.map((sum) => sum / count);
}

function row(tokens: ArrayLike<number>, width: number, at: number): Float32Array {
  return Float32Array.from({ length: width }, (_, i) => tokens[at * width + i] ?? 0);
}
