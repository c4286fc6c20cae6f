import type { Embeddings, EmbedRequest } from './embeddings.ts';
import { throwIfAborted } from './engine/abort-error.ts';
import { unitVector } from './unit-vector.ts';

/** A model that is asked for one text at a time. */
export interface OneTextEmbedder<Token> {
  /** What the model reads at most. */
  contextTokens: number;
  /** The tokens of a text, more than the model reads where it is long. */
  tokenize(text: string): readonly Token[];
  /** As many of them as the model reads. */
  cut(tokens: readonly Token[]): readonly Token[];
  vectorOf(tokens: readonly Token[]): Promise<Float32Array>;
}

/** More text than any context of that many tokens holds: the rest of megabytes need not be tokenized. */
const CHARS_PER_TOKEN_MAX = 32;

/**
 * One text after the other, so that the work can end between two of them: padding the shorter ones to the longest would
 * cost more than doing them together saves.
 */
export async function embedOneByOne<Token>(
  model: OneTextEmbedder<Token>,
  { texts, dimensions }: EmbedRequest,
  signal?: AbortSignal,
): Promise<Embeddings> {
  const result: Embeddings = { vectors: [], tokens: 0, truncated: 0 };
  for (const text of texts) {
    throwIfAborted(signal);
    const beginning = text.slice(0, model.contextTokens * CHARS_PER_TOKEN_MAX).toWellFormed();
    const all = model.tokenize(beginning);
    const isTooLong = all.length > model.contextTokens;
    const tokens = isTooLong ? model.cut(all) : all;
    result.vectors.push(unitVector(await model.vectorOf(tokens), dimensions));
    result.tokens += tokens.length;
    if (isTooLong || beginning.length < text.length) result.truncated += 1;
  }
  return result;
}
