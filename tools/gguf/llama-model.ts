import { f32, type Metadata, type TensorTypeName, text, u32 } from './gguf-format.ts';
import { encodeTensor } from './tensor-encoding.ts';
import type { TensorToWrite } from './write-gguf.ts';

/** The shape of a Llama-architecture model. */
export type LlamaShape = {
  embedding: number;
  feedForward: number;
  layers: number;
  heads: number;
  kvHeads: number;
  vocabulary: number;
  contextTokens: number;
  ropeTheta: number;
  rmsNormEpsilon: number;
};

/** Metadata that llama.cpp needs to build a Llama-architecture graph. */
export function llamaMetadata(shape: LlamaShape): Metadata {
  return {
    'general.architecture': text('llama'),
    'llama.block_count': u32(shape.layers),
    'llama.context_length': u32(shape.contextTokens),
    'llama.embedding_length': u32(shape.embedding),
    'llama.feed_forward_length': u32(shape.feedForward),
    'llama.attention.head_count': u32(shape.heads),
    'llama.attention.head_count_kv': u32(shape.kvHeads),
    'llama.attention.layer_norm_rms_epsilon': f32(shape.rmsNormEpsilon),
    'llama.rope.dimension_count': u32(shape.embedding / shape.heads),
    'llama.rope.freq_base': f32(shape.ropeTheta),
    'llama.vocab_size': u32(shape.vocabulary),
  };
}

/** Fills a tensor: given its GGUF name and the number of values, returns them in row-major order. */
export type TensorSource = (name: string, elements: number) => Float32Array;

/**
 * The tensor table of a Llama-architecture model. Matrices have the given type, norms are always F32.
 * `tied`: no output matrix; llama.cpp then uses the embedding matrix.
 */
export function llamaTensors(
  shape: LlamaShape,
  type: TensorTypeName,
  source: TensorSource,
  options: { tied: boolean },
): TensorToWrite[] {
  const width = shape.embedding;
  const kvWidth = (width / shape.heads) * shape.kvHeads;
  const tensor = (name: string, tensorType: TensorTypeName, ...dimensions: number[]): TensorToWrite => ({
    name,
    type: tensorType,
    shape: dimensions,
    encode: () =>
      encodeTensor(
        tensorType,
        source(
          name,
          dimensions.reduce((product, size) => product * size, 1),
        ),
      ),
  });
  const matrix = (name: string, columns: number, rows: number) => tensor(name, type, columns, rows);
  const norm = (name: string) => tensor(name, 'f32', width);
  const block = (i: number) => [
    norm(`blk.${i}.attn_norm.weight`),
    matrix(`blk.${i}.attn_q.weight`, width, width),
    matrix(`blk.${i}.attn_k.weight`, width, kvWidth),
    matrix(`blk.${i}.attn_v.weight`, width, kvWidth),
    matrix(`blk.${i}.attn_output.weight`, width, width),
    norm(`blk.${i}.ffn_norm.weight`),
    matrix(`blk.${i}.ffn_gate.weight`, width, shape.feedForward),
    matrix(`blk.${i}.ffn_up.weight`, width, shape.feedForward),
    matrix(`blk.${i}.ffn_down.weight`, shape.feedForward, width),
  ];
  return [
    matrix('token_embd.weight', width, shape.vocabulary),
    ...Array.from({ length: shape.layers }, (_, i) => block(i)).flat(),
    norm('output_norm.weight'),
    ...(options.tied ? [] : [matrix('output.weight', width, shape.vocabulary)]),
  ];
}
