import type {
  ChatTurn,
  GenerateEvent,
  GenerateRequest,
  LanguageModel,
  LanguageModelInfo,
} from '../../inference/llm.ts';

/** What answers a conversation instead of the model; null where the model may. */
export type AnswersFirst = (messages: readonly ChatTurn[]) => string | null;

/** A model that is too small for some questions: these are answered before it is asked. Everything else goes to it. */
export class AnsweringFirst implements LanguageModel {
  readonly #model: LanguageModel;
  readonly #answers: AnswersFirst;

  constructor(model: LanguageModel, answers: AnswersFirst) {
    this.#model = model;
    this.#answers = answers;
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerateEvent> {
    const answer = 'messages' in request ? this.#answers(request.messages) : null;
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
