import { seededRandom } from '../../gguf/seeded-random.ts';
import type { TrainedReference } from './trained-run.ts';

/** What the training code computes, small enough to keep: for a test that llama.cpp computes the same. */
export type ReferenceFixture = {
  /** Texts with the ids that the training tokenizer gives them. */
  tokenized: { text: string; ids: number[] }[];
  prompts: PromptReference[];
};

export type PromptReference = {
  text: string;
  ids: number[];
  /** Token id, natural logarithm of its probability: the most probable tokens, then some at random. */
  logProbabilities: [id: number, logProbability: number][];
};

const TOP_TOKENS = 50;
const RANDOM_TOKENS = 14;

/** The part of a reference that is kept. */
export function compactReference(reference: TrainedReference): PromptReference {
  const logits = reference.last_logits;
  const offset = logSumExp(logits);
  const order = logits.map((_, id) => id).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
  const random = seededRandom(reference.prompt_token_ids.length);
  const rest = order.slice(TOP_TOKENS);
  const others = Array.from({ length: RANDOM_TOKENS }, () => rest[Math.floor(random() * rest.length)] ?? 0);
  return {
    text: reference.text,
    ids: reference.prompt_token_ids,
    logProbabilities: [...order.slice(0, TOP_TOKENS), ...new Set(others)].map((id) => [
      id,
      Number(((logits[id] ?? 0) - offset).toFixed(4)),
    ]),
  };
}

/** Logarithm of the sum of the exponentials, without overflow. */
export function logSumExp(logits: readonly number[]): number {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}
