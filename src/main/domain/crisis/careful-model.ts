import type {
  ChatTurn,
  GenerateEvent,
  GenerateRequest,
  LanguageModel,
  LanguageModelInfo,
} from '../../inference/llm.ts';
import { takeApart } from '../grounding/prompt-front.ts';
import { answerAfterCrisis, crisisAnswer } from './crisis-answers.ts';
import { findCrisis } from './crisis-phrases.ts';

/**
 * A model that is too small to be left alone with somebody who thinks of killing themselves: such a message, and the
 * one after it, get an answer that people wrote. Everything else goes to the model.
 */
export class CarefulModel implements LanguageModel {
  readonly #model: LanguageModel;

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerateEvent> {
    const answer = 'messages' in request ? writtenAnswer(request.messages) : null;
    // Who asks for JSON is a program, and reads no answer that has another form.
    if (answer === null || !('messages' in request) || request.jsonSchema !== undefined) {
      yield* this.#model.generate(request, signal);
      return;
    }
    const promptTokens = await this.#model.countTokens(request.messages, signal);
    const answered = [...request.messages, { role: 'assistant' as const, content: answer }];
    const allTokens = await this.#model.countTokens(answered, signal);
    for (const text of answer.split(/(?<=[.?!。？！]\s*)(?=\S)/u)) {
      signal?.throwIfAborted();
      yield { type: 'text', text };
    }
    const completionTokens = Math.max(0, allTokens - promptTokens);
    yield { type: 'end', reason: 'stop', usage: { promptTokens, completionTokens, cachedTokens: 0 } };
  }

  info(signal?: AbortSignal): Promise<LanguageModelInfo> {
    return this.#model.info(signal);
  }

  countTokens(messages: readonly ChatTurn[], signal?: AbortSignal): Promise<number> {
    return this.#model.countTokens(messages, signal);
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }
}

/** Null where the model may answer. */
function writtenAnswer(messages: readonly ChatTurn[]): string | null {
  const said = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => findCrisis(takeApart(content).said));
  if (messages.at(-1)?.role !== 'user') return null;
  const earlier = said.slice(0, -1).filter((crisis) => crisis !== null).length;
  const now = said.at(-1) ?? null;
  if (now !== null) return crisisAnswer(now, earlier);
  const before = said.at(-2) ?? null;
  return before === null ? null : answerAfterCrisis(before, earlier - 1);
}
