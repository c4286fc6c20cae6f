import {
  type LlamaContextSequence,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import type { ChosenToken, GenerateEvent, GenerateOptions } from '../llm.ts';
import { chosenToken } from './chosen-token.ts';
import { answerGrammar, callableTools } from './grammar/answer-grammar.ts';
import { samplingOf } from './sampling.ts';
import { chooseMarks, type SilentMarks } from './silent-marks.ts';
import { StopTexts } from './stop-texts.ts';
import { TokenText } from './token-text.ts';
import { ToolCallReader } from './tool-text.ts';

export interface AnswerRequest {
  model: LlamaModel;
  /** What the answer goes on from. */
  prompt: Token[];
  options: GenerateOptions;
  /** Texts at which the answer ends: the caller's, and those of the chat template. */
  stop: readonly string[];
  grammar: LlamaGrammarEvaluationState | undefined;
  /** How many tokens the prompt and the answer may have together. */
  roomTokens: number;
  /** Whether the model says to itself first what a message is about. */
  marked: boolean;
}

/** Makes the grammar that an answer must follow, where it must follow one. @throws EngineError `unsupported` */
export async function openGrammar(
  model: LlamaModel,
  options: GenerateOptions,
): Promise<LlamaGrammarEvaluationState | undefined> {
  const text = answerGrammar(options);
  if (text === null) return undefined;
  const grammar = await model.llama.createGrammar({ grammar: text }).catch((error: unknown) => {
    throw new EngineError('unsupported', 'The JSON schema is too complicated to be kept to.', {
      cause: error,
    });
  });
  return new LlamaGrammarEvaluationState({ model, grammar });
}

/** Writes one answer into a sequence, token by token. */
export async function* writeAnswer(
  sequence: LlamaContextSequence,
  { model, prompt, options, stop, grammar, roomTokens, marked }: AnswerRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerateEvent> {
  // What was evaluated in other steps differs in its last digits, and one digit can choose another token.
  const cachedTokens = await reusePrefix(sequence, options.seed === undefined ? prompt : []);
  const room = Math.max(1, roomTokens - prompt.length);
  const mostTokens = Math.max(1, Math.min(options.maxTokens ?? room, room));
  const { alternatives } = options;
  const text = new TokenText(model);
  const stops = new StopTexts(stop);
  const calls = callableTools(options).length > 0 ? new ToolCallReader() : undefined;
  const left = prompt.slice(cachedTokens);
  // A grammar leaves no choice of what to begin with.
  const chosen: SilentMarks =
    marked && grammar === undefined
      ? await chooseMarks(sequence, model, left, signal)
      : { marks: [], probability: 0, rest: left };
  const written: Token[] = [...chosen.marks];
  let { probability } = chosen;
  // Of what is written, tokens without a text: marks, and what other models say to themselves.
  let silent = written.length;
  let likely: ChosenToken[] = [];
  let reason: 'stop' | 'length' = 'stop';
  const show = function* (shown: string): Generator<GenerateEvent> {
    if (calls !== undefined) yield* calls.push(shown);
    else if (alternatives === undefined) {
      if (shown !== '') yield { type: 'text', text: shown };
    } else if (shown !== '') {
      yield { type: 'text', text: shown, tokens: likely };
      likely = [];
    }
  };
  const generated = sequence.evaluateWithMetadata(
    chosen.rest,
    { confidence: true, probabilities: alternatives !== undefined && alternatives > 0 },
    samplingOf(options, written, grammar),
  );
  for await (const { token, confidence, ...rest } of generated) {
    throwIfAborted(signal);
    written.push(token);
    probability += confidence;
    const said = text.push(token);
    const isSilent = said === '' && model.isSpecialToken(token);
    if (isSilent) silent++;
    else if (alternatives !== undefined) {
      const { probabilities = new Map() } = rest as { probabilities?: ReadonlyMap<Token, number> };
      likely.push(chosenToken(model, token, confidence, probabilities, alternatives));
    }
    yield* show(stops.push(said));
    if (stops.stopped) break;
    if (written.length - silent >= mostTokens || written.length >= room) {
      reason = 'length';
      break;
    }
  }
  throwIfAborted(signal);
  yield* show(stops.push(text.end()) + stops.end());
  if (calls !== undefined) yield* calls.end();
  yield {
    type: 'end',
    reason: stops.stopped ? 'stop' : reason,
    usage: { promptTokens: prompt.length, completionTokens: written.length - silent, cachedTokens },
    ...(written.length > 0 ? { confidence: probability / written.length } : {}),
  };
}

/** Keeps what the sequence has already evaluated of these tokens and erases the rest. Returns how many were kept. */
async function reusePrefix(sequence: LlamaContextSequence, tokens: Token[]): Promise<number> {
  const { firstDifferentIndex } = sequence.compareContextTokens(tokens);
  // At least one token must be evaluated to get the first one of the answer.
  const kept = Math.max(0, Math.min(firstDifferentIndex, tokens.length - 1));
  if (kept < sequence.nextTokenIndex) {
    await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  }
  return sequence.nextTokenIndex;
}
