import type { ModelKind } from '../model-kind.ts';
import { type GgufHeader, MalformedGguf } from './gguf-header.ts';

/** Architectures that only read; llama.cpp's names. */
const ENCODERS: ReadonlySet<unknown> = new Set([
  'bert',
  'eurobert',
  'gemma-embedding',
  'jina-bert-v2',
  'jina-bert-v3',
  'modern-bert',
  'neo-bert',
  'nomic-bert',
  'nomic-bert-moe',
  't5encoder',
]);
/** How many vectors become one: llama.cpp's `llama_pooling_type`. */
const NONE = 0;
const LAST = 3;
const RANK = 4;

/**
 * What a model is for, by its header: embedding models say how they pool, and so do those that are made of language
 * models. @throws MalformedGguf for what is for neither
 */
export function ggufKind({ metadata }: GgufHeader): ModelKind {
  const architecture = metadata.get('general.architecture');
  const pooling = metadata.get(`${architecture}.pooling_type`) ?? NONE;
  if (pooling === RANK) throw new MalformedGguf('ranks texts, and makes neither answers nor vectors');
  if (typeof pooling !== 'number' || pooling < NONE || pooling > LAST) {
    throw new MalformedGguf(`is damaged: its pooling_type is ${pooling}`);
  }
  if (pooling !== NONE) return 'embedding';
  if (ENCODERS.has(architecture)) {
    throw new MalformedGguf(
      'gives a vector for each token and does not say how one for a text is made of them',
    );
  }
  return 'language';
}
