import { randomInt } from 'node:crypto';
import type { LlamaGrammarEvaluationState, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { GenerateOptions } from '../llm.ts';

const SEEDS = 2 ** 32;
/** Words that were written longer ago may come again. */
const PUNISHED_TOKENS = 256;

/** How the next token is chosen. @param written the answer so far; read again for each token */
export function samplingOf(
  request: GenerateOptions,
  written: readonly Token[],
  grammar: LlamaGrammarEvaluationState | undefined,
): SequenceEvaluateOptions {
  const { temperature = 0.7, topP = 0.95, presencePenalty = 0, frequencyPenalty = 0 } = request;
  return {
    temperature,
    topP,
    // Left out, it would be the time in seconds: the same for all who ask within one.
    seed: request.seed ?? randomInt(SEEDS),
    ...(presencePenalty === 0 && frequencyPenalty === 0
      ? {}
      : {
          repeatPenalty: {
            punishTokens: () => written.slice(-PUNISHED_TOKENS),
            maxPunishTokens: PUNISHED_TOKENS,
            penalty: 1,
            presencePenalty,
            frequencyPenalty,
          },
        }),
    ...(grammar === undefined ? {} : { grammarEvaluationState: grammar }),
  };
}
