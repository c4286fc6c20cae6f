import { type BertModel, LAYER_NORM_EPSILON } from './bert-model.ts';

/*
 * BERT in plain JavaScript, to compare other implementations with.
 * Source: Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2018; attention as in Vaswani et al.,
 * "Attention Is All You Need", 2017.
 */

type Rows = number[][];

/** What the model gives for each token of a text, before any pooling. */
export function bertForward(model: BertModel, ids: readonly number[]): Rows {
  const { shape, weights } = model;
  const width = shape.embedding;
  const named = (name: string) => {
    const values = weights.get(name);
    if (!values) throw new Error(`no tensor ${name}`);
    return values;
  };
  const at = (name: string, row: number, column: number) => named(name)[row * width + column] ?? Number.NaN;
  const linear = (rows: Rows, name: string) => multiply(rows, named(`${name}.weight`), named(`${name}.bias`));
  const norm = (rows: Rows, name: string) => normalise(rows, named(`${name}.weight`), named(`${name}.bias`));
  let rows: Rows = ids.map((id, position) =>
    Array.from(
      { length: width },
      (_, i) =>
        at('token_embd.weight', id, i) +
        at('token_types.weight', 0, i) +
        at('position_embd.weight', position, i),
    ),
  );
  rows = norm(rows, 'token_embd_norm');
  for (let layer = 0; layer < shape.layers; layer++) {
    const part = (name: string) => `blk.${layer}.${name}`;
    const [q, k, v] = ['attn_q', 'attn_k', 'attn_v'].map((name) => linear(rows, part(name))) as [
      Rows,
      Rows,
      Rows,
    ];
    const attended = linear(attend(q, k, v, shape.heads), part('attn_output'));
    rows = norm(sum(rows, attended), part('attn_output_norm'));
    const inner = linear(rows, part('ffn_up')).map((row) => row.map(gelu));
    rows = norm(sum(rows, linear(inner, part('ffn_down'))), part('layer_output_norm'));
  }
  return rows;
}

function multiply(rows: Rows, weight: Float32Array, bias: Float32Array): Rows {
  return rows.map((row) =>
    Array.from(bias, (start, out) =>
      row.reduce((total, value, i) => total + value * (weight[out * row.length + i] ?? Number.NaN), start),
    ),
  );
}

function normalise(rows: Rows, weight: Float32Array, bias: Float32Array): Rows {
  return rows.map((row) => {
    const mean = row.reduce((a, b) => a + b) / row.length;
    const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length;
    const scale = 1 / Math.sqrt(variance + LAYER_NORM_EPSILON);
    return row.map(
      (value, i) => (value - mean) * scale * (weight[i] ?? Number.NaN) + (bias[i] ?? Number.NaN),
    );
  });
}

/** Every token attends to every token, with each head's share of the numbers apart. */
function attend(q: Rows, k: Rows, v: Rows, heads: number): Rows {
  const size = (q[0]?.length ?? 0) / heads;
  return q.map((query) =>
    Array.from({ length: heads }, (_, head) => {
      const part = (row: number[]) => row.slice(head * size, (head + 1) * size);
      const scores = k.map((key) => Math.exp(dot(part(query), part(key)) / Math.sqrt(size)));
      const total = scores.reduce((a, b) => a + b);
      return part(query).map((_value, i) =>
        v.reduce((mixed, value, token) => mixed + ((scores[token] ?? 0) / total) * (part(value)[i] ?? 0), 0),
      );
    }).flat(),
  );
}

const dot = (a: number[], b: number[]) => a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
const sum = (a: Rows, b: Rows) => a.map((row, at) => row.map((value, i) => value + (b[at]?.[i] ?? 0)));
/** The approximation by tanh, as llama.cpp computes it. */
const gelu = (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
