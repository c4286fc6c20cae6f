import type { LlamaShape, TensorSource } from './llama-model.ts';

/** Random matrices small enough that activations stay finite at any depth; norms are 1. */
export function randomWeights(random: () => number): TensorSource {
  return (name, elements) => {
    const values = new Float32Array(elements);
    if (name.endsWith('norm.weight')) return values.fill(1);
    // Two uniform numbers less 1: a triangle around 0, which is close enough to normal and ten times cheaper.
    const spread = name === 'output.weight' ? 0.3 : 0.05;
    for (let i = 0; i < elements; i++) values[i] = (random() + random() - 1) * spread;
    return values;
  };
}

/**
 * Weights of a model whose next token depends on the last token alone. Blocks add nothing (their output matrices are
 * zero), so what reaches the output matrix is the normalised embedding of the last token. Embeddings are random signs,
 * nearly at right angles to each other; dimension 0 is kept for "not part of the reply".
 *
 * @param sequence token ids of the reply, then the id that follows the last one
 */
export function talkerWeights(
  shape: LlamaShape,
  sequence: readonly number[],
  random: () => number,
): TensorSource {
  const width = shape.embedding;
  const first = sequence[0] ?? 0;
  const reply = new Set(sequence.slice(0, -1));
  const embeddings = new Float32Array(width * shape.vocabulary);
  for (let i = 0; i < embeddings.length; i++) embeddings[i] = random() < 0.5 ? -1 : 1;
  const strangerSignal = Math.sqrt(width);
  for (let id = 0; id < shape.vocabulary; id++) embeddings[id * width] = reply.has(id) ? 0 : strangerSignal;

  const output = new Float32Array(width * shape.vocabulary);
  // 100 / width: the right token's logit is then about 100, and chance puts the others within about 25 of 0.
  const gain = 100 / width;
  for (let i = 0; i + 1 < sequence.length; i++) {
    const from = (sequence[i] ?? 0) * width;
    const to = (sequence[i + 1] ?? 0) * width;
    for (let d = 1; d < width; d++)
      output[to + d] = (output[to + d] ?? 0) + gain * (embeddings[from + d] ?? 0);
  }
  output[first * width] = (100 / strangerSignal) * Math.SQRT2;

  return (name, elements) => {
    if (name === 'token_embd.weight') return embeddings;
    if (name === 'output.weight') return output;
    return new Float32Array(elements).fill(name.endsWith('norm.weight') ? 1 : 0);
  };
}
