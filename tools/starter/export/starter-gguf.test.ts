import { describe, expect, it } from 'vitest';
import { decodeGguf } from '../../gguf/read-gguf.ts';
import { decodeTensor } from '../../gguf/tensor-encoding.ts';
import { encodeGguf } from '../../gguf/write-gguf.ts';
import { starterGguf } from './starter-gguf.ts';
import type { TrainedRun } from './trained-run.ts';

/** A run with two layers; each tensor holds one number, different for each. */
function smallRun(): TrainedRun {
  const shapes: Record<string, number[]> = {
    'model.embed_tokens.weight': [64, 32],
    'model.norm.weight': [32],
  };
  for (const i of [0, 1]) {
    Object.assign(shapes, {
      [`model.layers.${i}.self_attn.q_proj.weight`]: [32, 32],
      [`model.layers.${i}.self_attn.k_proj.weight`]: [16, 32],
      [`model.layers.${i}.self_attn.v_proj.weight`]: [16, 32],
      [`model.layers.${i}.self_attn.o_proj.weight`]: [32, 32],
      [`model.layers.${i}.mlp.gate_proj.weight`]: [96, 32],
      [`model.layers.${i}.mlp.up_proj.weight`]: [96, 32],
      [`model.layers.${i}.mlp.down_proj.weight`]: [32, 96],
      [`model.layers.${i}.input_layernorm.weight`]: [32],
      [`model.layers.${i}.post_attention_layernorm.weight`]: [32],
    });
  }
  const special = { '<|endoftext|>': 0, '<|im_start|>': 1, '<|im_end|>': 2 };
  return {
    config: {
      hidden_size: 32,
      intermediate_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      vocab_size: 64,
      max_position_embeddings: 1024,
      rms_norm_eps: 1e-5,
      rope_theta: 10_000,
    },
    tokenizer: {
      pre: 'gpt-2',
      vocab: [...Object.keys(special), ...Array.from({ length: 60 }, (_, i) => `t${i}`), '<|unused_0|>'],
      special,
      merges: ['t 1'],
    },
    references: [],
    tensors: new Map(
      Object.entries(shapes).map(([name, shape], i) => {
        const elements = shape.reduce((product, size) => product * size, 1);
        return [name, { shape, values: new Float32Array(elements).fill(i + 1) }];
      }),
    ),
  };
}

describe('exporting a trained run', () => {
  it('puts every trained tensor under the name llama.cpp knows', () => {
    const run = smallRun();
    const { tensors } = decodeGguf(encodeGguf(starterGguf(run, 'f16')));
    expect(tensors.size).toBe(run.tensors.size);
    const firstOf = (name: string) => decodeTensor(tensors.get(name)!.type, tensors.get(name)!.bytes)[0];
    const trained = (name: string) => run.tensors.get(name)!.values[0];
    expect(firstOf('token_embd.weight')).toBe(trained('model.embed_tokens.weight'));
    expect(firstOf('output_norm.weight')).toBe(trained('model.norm.weight'));
    expect(firstOf('blk.1.attn_k.weight')).toBe(trained('model.layers.1.self_attn.k_proj.weight'));
    expect(firstOf('blk.0.ffn_down.weight')).toBe(trained('model.layers.0.mlp.down_proj.weight'));
    expect(firstOf('blk.1.ffn_norm.weight')).toBe(trained('model.layers.1.post_attention_layernorm.weight'));
    expect(tensors.get('blk.0.ffn_down.weight')!.shape).toEqual([96, 32]);
  });

  it('says what the model is, how it ends and how it is talked to', () => {
    const { metadata } = decodeGguf(encodeGguf(starterGguf(smallRun(), 'q8_0')));
    expect(metadata['general.license']?.value).toBe('CC0-1.0');
    expect(metadata['llama.context_length']?.value).toBe(1024);
    expect(metadata['tokenizer.ggml.eos_token_id']?.value).toBe(2);
    expect(metadata['tokenizer.ggml.add_bos_token']?.value).toBe(false);
    expect(metadata['tokenizer.chat_template']?.value).toContain('<|im_start|>');
    const types = metadata['tokenizer.ggml.token_type']?.value as number[];
    expect([types[0], types[1], types[2], types[3], types[63]]).toEqual([3, 3, 3, 1, 5]);
  });

  it('refuses a run that lacks a tensor or a token', () => {
    const without = smallRun();
    without.tensors.delete('model.layers.1.mlp.up_proj.weight');
    expect(() => encodeGguf(starterGguf(without, 'f16'))).toThrow(/model\.layers\.1\.mlp\.up_proj\.weight/);
    const short = smallRun();
    short.tokenizer.vocab.pop();
    expect(() => starterGguf(short, 'f16')).toThrow(RangeError);
  });
});
