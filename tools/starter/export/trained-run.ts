import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors, type SafeTensor } from '../../gguf/read-safetensors.ts';

/** `config.json`: the names of Hugging Face's Llama configuration. */
export type TrainedConfig = {
  hidden_size: number;
  intermediate_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  num_key_value_heads: number;
  vocab_size: number;
  max_position_embeddings: number;
  rms_norm_eps: number;
  rope_theta: number;
};

/** `tokenizer.json`: byte-level BPE; the vocabulary is in the order of the ids. */
export type TrainedTokenizer = {
  pre: string;
  vocab: string[];
  special: Record<string, number>;
  merges: string[];
};

/** One entry of `reference-logits.json`: what the training code computes after the last token of a prompt. */
export type TrainedReference = { prompt_token_ids: number[]; text: string; last_logits: number[] };

export type TrainedRun = {
  config: TrainedConfig;
  tokenizer: TrainedTokenizer;
  references: TrainedReference[];
  tensors: Map<string, SafeTensor>;
};

/** Reads the folder that `tools/starter/train/export.py` writes. */
export function readTrainedRun(directory: string): TrainedRun {
  const json = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  return {
    config: json('config.json') as TrainedConfig,
    tokenizer: json('tokenizer.json') as TrainedTokenizer,
    references: json('reference-logits.json') as TrainedReference[],
    tensors: readSafetensors(join(directory, 'model.safetensors')),
  };
}
