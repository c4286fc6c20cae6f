import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { throwIfAborted } from '../engine/abort-error.ts';

/** How the tokens begin with which a model says to itself what a message is about, before it answers. They have no text. */
const MARK = '<|about:';
/** More than any model says; a broken one may not say them without end. */
const MOST_MARKS = 8;

export interface SilentMarks {
  marks: Token[];
  /** The sum of their probabilities. */
  probability: number;
  /** What is yet to be evaluated before the text. */
  rest: Token[];
}

/** Whether a model says to itself what a message is about, as Tomo's own starter model does. */
export function hasMarks(model: LlamaModel): boolean {
  const tokens: readonly string[] = model.fileInfo.metadata.tokenizer.ggml.tokens;
  return tokens.some((token) => token.startsWith(MARK));
}

/**
 * Evaluates what is left of a prompt and what the model says to itself after it, each time the likeliest: to draw it
 * like the words of an answer would now and then answer another message. At least one token must be left.
 */
export async function chooseMarks(
  sequence: LlamaContextSequence,
  model: LlamaModel,
  left: readonly Token[],
  signal: AbortSignal | undefined,
): Promise<SilentMarks> {
  const marks: Token[] = [];
  let probability = 0;
  const likeliest = sequence.evaluateWithMetadata([...left], { confidence: true }, { temperature: 0 });
  for await (const { token, confidence } of likeliest) {
    throwIfAborted(signal);
    if (marks.length === MOST_MARKS || !isMark(model, token)) break;
    marks.push(token);
    probability += confidence;
  }
  // The first token of the text was chosen greedily; it is drawn once more, so its logits are needed once more.
  const last = marks.at(-1) ?? left.at(-1);
  await sequence.eraseContextTokenRanges([
    { start: sequence.nextTokenIndex - 1, end: sequence.nextTokenIndex },
  ]);
  return { marks, probability, rest: last === undefined ? [] : [last] };
}

function isMark(model: LlamaModel, token: Token): boolean {
  return model.isSpecialToken(token) && model.detokenize([token], true).startsWith(MARK);
}
