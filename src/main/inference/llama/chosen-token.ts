import type { LlamaModel, Token } from 'node-llama-cpp';
import type { ChosenToken, LikelyToken } from '../llm.ts';

/** No token that was chosen is less likely than this; a probability of 0 has no logarithm. */
const SMALLEST_PROBABILITY = 1e-30;

/** A token with how likely it was, and the most likely ones in its place. */
export function chosenToken(
  model: LlamaModel,
  token: Token,
  confidence: number,
  probabilities: ReadonlyMap<Token, number>,
  alternatives: number,
): ChosenToken {
  const likely = (candidate: Token, probability: number): LikelyToken => ({
    text: model.detokenize([candidate], true),
    logProbability: Math.log(Math.max(SMALLEST_PROBABILITY, probability)),
  });
  // The map is sorted, most likely first.
  const first = [...probabilities].slice(0, alternatives);
  return {
    ...likely(token, confidence),
    alternatives: first.map(([candidate, probability]) => likely(candidate, probability)),
  };
}
