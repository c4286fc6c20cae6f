import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../gguf/seeded-random.ts';
import { encodeOnnx } from './onnx-format.ts';
import { makeWordPieces, type WordPieces } from './word-pieces.ts';

export interface OnnxEmbedderOptions {
  dimensions?: number;
  seed?: number;
  pooling?: 'mean' | 'cls' | 'max' | 'lasttoken';
  /** What the model reads at most, in tokens. */
  longest?: number;
  /** What stands before the texts, as sentence-transformers write it down. */
  prompts?: Record<string, string>;
  /** Further modules, such as `sentence_transformers.models.Dense`. */
  furtherModules?: readonly string[];
}

export interface OnnxEmbedder {
  pieces: WordPieces;
  /** Row by row: the vector of each token. */
  embeddings: Float32Array;
  /** Row by row: what each vector is multiplied with before tanh. */
  mix: Float32Array;
  dimensions: number;
  /** The folder's files by their path in it. */
  files: Record<string, string | Uint8Array>;
}

/**
 * A model with random weights in the layout of a sentence-transformers folder: `tanh(embedding · mix)` for each token,
 * with nothing between the tokens, so that what it must give can be computed by hand.
 */
export function makeOnnxEmbedder(options: OnnxEmbedderOptions = {}): OnnxEmbedder {
  const { dimensions = 24, seed = 1, pooling = 'mean', longest = 64 } = options;
  const pieces = makeWordPieces();
  const random = seededRandom(seed);
  const weights = (count: number) => Float32Array.from({ length: count }, () => random() * 2 - 1);
  const embeddings = weights(pieces.tokens.length * dimensions);
  const mix = weights(dimensions * dimensions);
  const sizes = ['batch', 'tokens'];
  const model = encodeOnnx({
    nodes: [
      { operator: 'Gather', inputs: ['embeddings', 'input_ids'], outputs: ['rows'] },
      { operator: 'MatMul', inputs: ['rows', 'mix'], outputs: ['mixed'] },
      { operator: 'Tanh', inputs: ['mixed'], outputs: ['last_hidden_state'] },
    ],
    weights: [
      { name: 'embeddings', shape: [pieces.tokens.length, dimensions], values: embeddings },
      { name: 'mix', shape: [dimensions, dimensions], values: mix },
    ],
    inputs: [
      { name: 'input_ids', type: 'int64', shape: sizes },
      { name: 'attention_mask', type: 'int64', shape: sizes },
    ],
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: [...sizes, dimensions] }],
  });
  const modules = ['Transformer', 'Pooling', ...(options.furtherModules ?? [])];
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  const files = {
    'onnx/model.onnx': model,
    'config.json': json({ model_type: 'bert', hidden_size: dimensions, max_position_embeddings: longest }),
    'tokenizer.json': json(tokenizer(pieces)),
    'tokenizer_config.json': json({ tokenizer_class: 'BertTokenizer', model_max_length: longest }),
    'modules.json': json(modules.map((name) => ({ type: `sentence_transformers.models.${name}` }))),
    '1_Pooling/config.json': json({
      word_embedding_dimension: dimensions,
      pooling_mode_cls_token: pooling === 'cls',
      pooling_mode_mean_tokens: pooling === 'mean',
      pooling_mode_max_tokens: pooling === 'max',
      pooling_mode_lasttoken: pooling === 'lasttoken',
    }),
    ...(options.prompts && { 'config_sentence_transformers.json': json({ prompts: options.prompts }) }),
  };
  return { pieces, embeddings, mix, dimensions, files };
}

/** Writes the model's files below a folder. */
export function writeOnnxEmbedder(folder: string, { files }: Pick<OnnxEmbedder, 'files'>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function tokenizer({ tokens, special }: WordPieces) {
  const token = (id: number) => ({ id: String(tokens[id]), ids: [id], tokens: [tokens[id]] });
  const [begin, end] = [token(special.begin), token(special.end)];
  const added = Object.values(special).map((id) => ({
    ...{ id, content: tokens[id], special: true },
    ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
  }));
  const place = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const text = { Sequence: { id: 'A', type_id: 0 } };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: {
      ...{ type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true },
      ...{ strip_accents: null, lowercase: true },
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [place(begin.id), text, place(end.id)],
      pair: [place(begin.id), text, place(end.id)],
      special_tokens: { [begin.id]: begin, [end.id]: end },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: tokens[special.unknown],
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((content, id) => [content, id])),
    },
  };
}
