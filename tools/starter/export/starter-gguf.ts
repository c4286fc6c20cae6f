import { CHAT_FAMILIES } from '../../gguf/chat-families.ts';
import {
  bool,
  i32Array,
  type Metadata,
  type TensorTypeName,
  TOKEN_TYPE,
  text,
  textArray,
  u32,
} from '../../gguf/gguf-format.ts';
import { type LlamaShape, llamaMetadata, llamaTensors } from '../../gguf/llama-model.ts';
import type { GgufToWrite } from '../../gguf/write-gguf.ts';
import { toInterleavedRope } from './rope-order.ts';
import type { TrainedRun, TrainedTokenizer } from './trained-run.ts';

/** llama.cpp's name for the number formats in a file: `general.file_type`. Source: llama.h, `enum llama_ftype`. */
const FILE_TYPES: Record<TensorTypeName, number> = { f32: 0, f16: 1, q8_0: 7 };

/** Hugging Face's tensor names inside a block, by llama.cpp's. */
const BLOCK_TENSORS: Record<string, string> = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
};

/** The starter model as a GGUF file. Throws RangeError when the run's parts do not fit together. */
export function starterGguf(run: TrainedRun, type: TensorTypeName): GgufToWrite {
  const { config, tokenizer } = run;
  if (tokenizer.vocab.length !== config.vocab_size) {
    throw new RangeError(`${tokenizer.vocab.length} tokens for ${config.vocab_size} rows of the embedding`);
  }
  const shape: LlamaShape = {
    embedding: config.hidden_size,
    feedForward: config.intermediate_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    kvHeads: config.num_key_value_heads,
    vocabulary: config.vocab_size,
    contextTokens: config.max_position_embeddings,
    ropeTheta: config.rope_theta,
    rmsNormEpsilon: config.rms_norm_eps,
  };
  return {
    metadata: {
      ...llamaMetadata(shape),
      'general.name': text('Tomo Starter'),
      'general.description': text(
        'A very small companion that can talk at once, and knows that it is small.',
      ),
      'general.license': text('CC0-1.0'),
      'general.languages': textArray(['en', 'ja', 'zh', 'es', 'de', 'fr']),
      'general.file_type': u32(FILE_TYPES[type]),
      'general.quantization_version': u32(2),
      ...tokenizerMetadata(tokenizer),
      'tokenizer.chat_template': text(CHAT_FAMILIES.chatml.template),
    },
    tensors: llamaTensors(shape, type, (name, elements) => valuesOf(run, name, elements), { tied: true }),
  };
}

function valuesOf(run: TrainedRun, name: string, elements: number): Float32Array {
  const trainedName = trainedNameOf(name);
  const tensor = run.tensors.get(trainedName);
  if (tensor?.values.length !== elements) {
    throw new RangeError(`${trainedName} has ${tensor?.values.length ?? 'no'} values instead of ${elements}`);
  }
  const { num_attention_heads: heads, num_key_value_heads: kvHeads, hidden_size: width } = run.config;
  if (name.endsWith('.attn_q.weight')) return toInterleavedRope(tensor.values, heads, width);
  if (name.endsWith('.attn_k.weight')) return toInterleavedRope(tensor.values, kvHeads, width);
  return tensor.values;
}

function trainedNameOf(name: string): string {
  if (name === 'token_embd.weight') return 'model.embed_tokens.weight';
  if (name === 'output_norm.weight') return 'model.norm.weight';
  const [, layer, part] = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name) ?? [];
  return `model.layers.${layer}.${BLOCK_TENSORS[part ?? '']}.weight`;
}

function tokenizerMetadata(tokenizer: TrainedTokenizer): Metadata {
  const special = (token: string) => {
    const id = tokenizer.special[token];
    if (id === undefined || tokenizer.vocab[id] !== token)
      throw new RangeError(`the vocabulary has no ${token}`);
    return u32(id);
  };
  const controls = new Set(Object.values(tokenizer.special));
  const types = tokenizer.vocab.map((token, id) => {
    if (controls.has(id)) return TOKEN_TYPE.control;
    return token.startsWith('<|unused_') ? TOKEN_TYPE.unused : TOKEN_TYPE.normal;
  });
  return {
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text(tokenizer.pre),
    'tokenizer.ggml.tokens': textArray(tokenizer.vocab),
    'tokenizer.ggml.token_type': i32Array(types),
    'tokenizer.ggml.merges': textArray(tokenizer.merges),
    // Nothing is put in front of a prompt; llama.cpp wants the token named all the same.
    'tokenizer.ggml.bos_token_id': special('<|endoftext|>'),
    'tokenizer.ggml.add_bos_token': bool(false),
    'tokenizer.ggml.eos_token_id': special('<|im_end|>'),
    'tokenizer.ggml.padding_token_id': special('<|endoftext|>'),
  };
}
