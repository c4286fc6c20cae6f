import { bool, f32, i32Array, TOKEN_TYPE, text, textArray, u32 } from '../gguf/gguf-format.ts';
import { seededRandom } from '../gguf/seeded-random.ts';
import { encodeTensor } from '../gguf/tensor-encoding.ts';
import type { GgufToWrite, TensorToWrite } from '../gguf/write-gguf.ts';
import { makeWordPieces, type WordPieces } from './word-pieces.ts';

export interface BertShape {
  embedding: number;
  feedForward: number;
  layers: number;
  heads: number;
  contextTokens: number;
}

/** llama.cpp's numbers. */
export const POOLING = { none: 0, mean: 1, cls: 2, last: 3, rank: 4 } as const;

export interface BertModel {
  shape: BertShape;
  pieces: WordPieces;
  /** Each tensor by its name, row by row. */
  weights: ReadonlyMap<string, Float32Array>;
  file: GgufToWrite;
}

const TINY_SHAPE: BertShape = { embedding: 32, feedForward: 64, layers: 2, heads: 4, contextTokens: 64 };
export const LAYER_NORM_EPSILON = 1e-12;

/** A BERT embedding model with seeded random weights, which llama.cpp loads: its vectors mean nothing and are stable. */
export function randomBert(
  options: Partial<BertShape> & { pooling?: keyof typeof POOLING; seed?: number; name?: string } = {},
): BertModel {
  const { pooling = 'mean', seed = 1, name = 'Random BERT', ...given } = options;
  const shape = { ...TINY_SHAPE, ...given };
  const pieces = makeWordPieces();
  const random = seededRandom(seed);
  const weights = new Map<string, Float32Array>();
  const tensors = sizesOf(shape, pieces.tokens.length).map(([tensorName, ...sizes]): TensorToWrite => {
    const count = sizes.reduce((product, size) => product * size, 1);
    // Norms near 1 and everything else near 0 keep what flows through at a sensible size.
    const centre = tensorName.endsWith('norm.weight') ? 1 : 0;
    const values = Float32Array.from({ length: count }, () => centre + (random() + random() - 1) * 0.3);
    weights.set(tensorName, values);
    return { name: tensorName, type: 'f32', shape: sizes, encode: () => encodeTensor('f32', values) };
  });
  const metadata = {
    'general.architecture': text('bert'),
    'general.name': text(name),
    'bert.block_count': u32(shape.layers),
    'bert.context_length': u32(shape.contextTokens),
    'bert.embedding_length': u32(shape.embedding),
    'bert.feed_forward_length': u32(shape.feedForward),
    'bert.attention.head_count': u32(shape.heads),
    'bert.attention.layer_norm_epsilon': f32(LAYER_NORM_EPSILON),
    'bert.attention.causal': bool(false),
    'bert.pooling_type': u32(POOLING[pooling]),
    ...tokenizerMetadata(pieces),
  };
  return { shape, pieces, weights, file: { metadata, tensors } };
}

/** In llama.cpp's order: the size that runs fastest comes first. */
function sizesOf(shape: BertShape, vocabulary: number): [name: string, ...sizes: number[]][] {
  const { embedding: width, feedForward } = shape;
  const norm = (name: string): [string, number][] => [
    [`${name}.weight`, width],
    [`${name}.bias`, width],
  ];
  const linear = (name: string, from: number, to: number): [string, ...number[]][] => [
    [`${name}.weight`, from, to],
    [`${name}.bias`, to],
  ];
  const layer = (at: number) => [
    ...linear(`blk.${at}.attn_q`, width, width),
    ...linear(`blk.${at}.attn_k`, width, width),
    ...linear(`blk.${at}.attn_v`, width, width),
    ...linear(`blk.${at}.attn_output`, width, width),
    ...norm(`blk.${at}.attn_output_norm`),
    ...linear(`blk.${at}.ffn_up`, width, feedForward),
    ...linear(`blk.${at}.ffn_down`, feedForward, width),
    ...norm(`blk.${at}.layer_output_norm`),
  ];
  return [
    ['token_embd.weight', width, vocabulary],
    ['token_types.weight', width, 2],
    ['position_embd.weight', width, shape.contextTokens],
    ...norm('token_embd_norm'),
    ...Array.from({ length: shape.layers }, (_, at) => layer(at)).flat(),
  ];
}

/** GGUF marks the beginning of a word, where the vocabulary of BERT marks what is not the beginning. */
function tokenizerMetadata({ tokens, special }: WordPieces) {
  const ids = new Set(Object.values(special));
  const marked = tokens.map((token, id) => {
    if (ids.has(id) || token === '[MASK]') return token;
    return token.startsWith('##') ? token.slice(2) : `▁${token}`;
  });
  const types = tokens.map((token, id) =>
    ids.has(id) || token === '[MASK]' ? TOKEN_TYPE.control : TOKEN_TYPE.normal,
  );
  return {
    'tokenizer.ggml.model': text('bert'),
    'tokenizer.ggml.pre': text('jina-v2-en'),
    'tokenizer.ggml.tokens': textArray(marked),
    'tokenizer.ggml.token_type': i32Array(types),
    'tokenizer.ggml.token_type_count': u32(2),
    'tokenizer.ggml.bos_token_id': u32(special.begin),
    'tokenizer.ggml.eos_token_id': u32(special.end),
    'tokenizer.ggml.unknown_token_id': u32(special.unknown),
    'tokenizer.ggml.seperator_token_id': u32(special.end),
    'tokenizer.ggml.padding_token_id': u32(special.pad),
    'tokenizer.ggml.cls_token_id': u32(special.begin),
  };
}
