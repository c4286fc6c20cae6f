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

/** One token of a reply and what may come after it. */
export interface Step {
  /** The id of the token before; left out where the reply begins: after any token that is not part of it. */
  from?: number;
  to: number;
  /** How much likelier than chance, 1 unless said: the logit is about 100 times as much. */
  gain?: number;
}

/**
 * Weights of a model whose next token depends on the last token alone. Blocks add nothing (their output matrices are
 * zero), so what reaches the output matrix is the normalised embedding of the last token. Embeddings are random signs,
 * nearly at right angles to each other; dimension 0 is kept for "not part of the reply".
 */
export function talkerWeights(shape: LlamaShape, steps: readonly Step[], random: () => number): TensorSource {
  const width = shape.embedding;
  const reply = new Set(steps.map(({ from }) => from));
  const embeddings = new Float32Array(width * shape.vocabulary);
  for (let i = 0; i < embeddings.length; i++) embeddings[i] = random() < 0.5 ? -1 : 1;
  const strangerSignal = Math.sqrt(width);
  for (let id = 0; id < shape.vocabulary; id++) embeddings[id * width] = reply.has(id) ? 0 : strangerSignal;

  const output = new Float32Array(width * shape.vocabulary);
  for (const { from, to, gain = 1 } of steps) {
    if (from === undefined) {
      output[to * width] = ((100 * gain) / strangerSignal) * Math.SQRT2;
      continue;
    }
    // 100 / width: the right token's logit is then about 100, and chance puts the others within about 25 of 0.
    for (let d = 1; d < width; d++) {
      const at = to * width + d;
      output[at] = (output[at] ?? 0) + ((100 * gain) / width) * (embeddings[from * width + d] ?? 0);
    }
  }

  return (name, elements) => {
    if (name === 'token_embd.weight') return embeddings;
    if (name === 'output.weight') return output;
    return new Float32Array(elements).fill(name.endsWith('norm.weight') ? 1 : 0);
  };
}
